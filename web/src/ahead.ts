import { ahead } from "./ui/ahead";

ahead();
