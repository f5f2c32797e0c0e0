import "./fonts.css";
import "./styles/tokens.css";
import "./styles/base.css";
import { render } from "solid-js/web";
import { ready } from "./i18n";
import { ahead } from "./ui/ahead";
import { App } from "./ui/App";

ahead();
const root = document.getElementById("app");
if (root) void ready().then(() => render(() => <App />, root));
