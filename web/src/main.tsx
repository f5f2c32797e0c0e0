import "./fonts.css";
import "./styles/tokens.css";
import "./styles/base.css";
import "./styles/pages.css";
import { render } from "solid-js/web";
import { App } from "./ui/App";

const root = document.getElementById("app");
if (root) render(() => <App />, root);
