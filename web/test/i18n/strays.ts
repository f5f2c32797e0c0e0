/** Finds words for people that stand in the source itself instead of in the dictionaries. */
import { parseSync } from "vite";
import { en as tongue } from "./tongues";

const en: Readonly<Record<string, unknown>> = tongue;

export interface Stray {
  readonly text: string;
  readonly line: number;
}

interface Node {
  readonly type: string;
  readonly start: number;
  readonly [field: string]: unknown;
}

/** What is read or heard, of elements and of our own components. */
const SAID = /^(aria-(label|description|roledescription|valuetext|placeholder|keyshortcuts)|title|placeholder|alt|label|hint|error|about|summary|beside|text|words|caption)$/;
/** What one assigns to, for somebody to read. */
const WRITTEN = /^(textContent|innerText|innerHTML|outerHTML|title|placeholder|alt|ariaLabel|ariaDescription|nodeValue)$/;
/** Attributes that nobody reads. */
const MARKUP = /^(class|classList|style|d|viewBox|points|transform|id|for|type|role|href|rel|target|name|icon|autocomplete|inputmode|accept|lang|dir|kind|when|value|fill|stroke)$|^(data|on|aria)[-:A-Z]/;
/** Calls whose arguments are keys, names or addresses, or are for whoever reads the console. */
const SILENT = /^(t|console\.\w+|import|querySelector|querySelectorAll|closest|matches|matchMedia|getElementById|addEventListener|removeEventListener|dispatchEvent|getItem|setItem|removeItem|template|createElement|createElementNS|startsWith|endsWith|includes|has|get|emit)$/;
const LETTER = /\p{L}/u;
/** Two words beside each other, a capital that begins one, or a letter that no code has. */
const PROSE = /\p{L}{2,}[,:;.]? \p{L}+|^\p{Lu}\p{Ll}+[.…:]?$|(?![\x00-\x7F])\p{L}/u;
/** What looks like words and is none: keys by their names in the DOM, families of keys of the dictionaries, paths of drawings. */
const CODE = /^((Mod|Control|Shift|Alt|Enter|Tab|Escape|Delete|Backspace|Digit|Arrow(Left|Right|Up|Down))\+?)+$|^[a-z]+\.$|^M[\d.]+[ HVhv\d.]/;

const isNode = (value: unknown): value is Node => typeof value === "object" && value !== null && typeof (value as Node).type === "string";
const text = (node: unknown): string => (isNode(node) ? String(node.name ?? node.value ?? "") : "");

function callee(node: unknown): string {
  if (!isNode(node)) return "";
  if (node.type === "MemberExpression" || node.type === "ChainExpression") {
    const inner = node.type === "ChainExpression" ? (node.expression as Node) : node;
    const owner = isNode(inner.object) && inner.object.type === "Identifier" ? text(inner.object) : "";
    return owner === "console" ? `console.${text(inner.property)}` : text(inner.property);
  }
  return text(node);
}

/** `isSaid`: what stands here is read by somebody, every letter of it counts. */
export function strays(name: string, source: string): readonly Stray[] {
  const found: Stray[] = [];
  const { program, errors } = parseSync(name, source);
  if (errors.length > 0) throw new Error(`${name} cannot be read: ${errors[0]!.message}`);
  const look = (words: string, node: Node, isSaid: boolean): void => {
    if (CODE.test(words) || (words.includes(".") && words in en)) return;
    if (isSaid ? LETTER.test(words) : PROSE.test(words)) found.push({ text: words.trim(), line: source.slice(0, node.start).split("\n").length });
  };
  const walk = (node: unknown, isSaid: boolean): void => {
    if (Array.isArray(node)) return node.forEach((one) => walk(one, isSaid));
    if (!isNode(node)) return;
    const { type } = node;
    // Types, imports and names of fields are no words.
    if (type.startsWith("TS") && !/^TS(As|NonNull|Satisfies)/.test(type)) return;
    if (/^(Import|Export(All|Named))Declaration$|^ImportExpression$/.test(type)) return walk(node.declaration, isSaid);
    switch (type) {
      case "Literal":
        if (typeof node.value === "string") look(node.value, node, isSaid);
        return;
      case "TemplateElement":
        return look(String((node.value as { cooked: string }).cooked), node, isSaid);
      case "JSXText":
        return look(String(node.value), node, true);
      case "JSXAttribute": {
        const attribute = text(node.name);
        if (!MARKUP.test(attribute) || SAID.test(attribute)) return walk(node.value, SAID.test(attribute));
        // A handler, or a part that is chosen in an attribute, may say something in its turn.
        return isNode(node.value) && node.value.type === "JSXExpressionContainer" && /^(on|when)/.test(attribute) ? walk(node.value, false) : undefined;
      }
      case "JSXElement":
      case "JSXFragment":
        walk((node.openingElement as Node | undefined)?.attributes, false);
        return walk(node.children, true);
      case "ArrowFunctionExpression":
      case "FunctionExpression":
        // What a short function gives is where the function stands; in a long one it is not known.
        return walk(node.body, isSaid && isNode(node.body) && node.body.type !== "BlockStatement");
      case "BlockStatement":
        return walk(node.body, false);
      case "ConditionalExpression":
        walk(node.test, false);
        walk(node.consequent, isSaid);
        return walk(node.alternate, isSaid);
      case "LogicalExpression":
        walk(node.left, isSaid && node.operator !== "&&");
        return walk(node.right, isSaid);
      case "BinaryExpression":
        if (node.operator !== "+") return;
        walk(node.left, isSaid);
        return walk(node.right, isSaid);
      case "SwitchCase":
        return walk(node.consequent, isSaid);
      case "MemberExpression":
        return walk(node.object, false);
      case "Property":
        return walk(node.value, isSaid || SAID.test(text(node.key)));
      case "NewExpression":
        // Errors are for whoever reads the console.
        return /Error$/.test(callee(node.callee)) ? undefined : walk(node.arguments, false);
      case "TaggedTemplateExpression":
        return walk((node.quasi as Node).expressions, false);
      case "CallExpression": {
        const called = callee(node.callee);
        walk(node.callee, isSaid);
        const [first, second] = node.arguments as readonly Node[];
        if (called === "setAttribute") return SAID.test(text(first)) ? walk(second, true) : undefined;
        return SILENT.test(called) ? undefined : walk(node.arguments, false);
      }
      case "AssignmentExpression":
        return walk(node.right, isNode(node.left) && node.left.type === "MemberExpression" && WRITTEN.test(text(node.left.property)));
      default:
        for (const [field, value] of Object.entries(node)) if (field !== "type" && field !== "key") walk(value, isSaid && type !== "VariableDeclaration");
    }
  };
  walk(program.body, false);
  return found;
}
