import "./fonts.css";
import "./styles/tokens.css";
import "./styles/base.css";
import { render } from "solid-js/web";
import { ready } from "./i18n";
import { App } from "./ui/App";

const root = document.getElementById("app");
if (root) void ready().then(() => render(() => <App />, root));
