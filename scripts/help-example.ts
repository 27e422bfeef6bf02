// The section of a help page that shows a message before and after its node, from docs/nodes.md.

interface Words {
  before: string;
  after: string;
  /** Of a node that no message goes into. */
  two: string;
  omitted: string;
}

const WORDS: Readonly<Record<string, Words>> = {
  "en-US": {
    before: "A message before the node, whose inputs read it:",
    after: "The message after the node:",
    two: "Two messages of the node:",
    omitted: "Some properties are left out. `…` is the rest of an id or a text.",
  },
  de: {
    before: "Eine Nachricht vor dem Node, dessen Eingaben sie lesen:",
    after: "Die Nachricht nach dem Node:",
    two: "Zwei Nachrichten des Nodes:",
    omitted: "Einige Eigenschaften sind weggelassen. `…` ist der Rest einer ID oder eines Textes.",
  },
  es: {
    before: "Un mensaje antes del nodo, cuyas entradas lo leen:",
    after: "El mensaje después del nodo:",
    two: "Dos mensajes del nodo:",
    omitted: "Se omiten algunas propiedades. `…` es el resto de un ID o de un texto.",
  },
  ja: {
    before: "ノードに入る前のメッセージ（入力がこれを読み取ります）：",
    after: "ノードから出たメッセージ：",
    two: "このノードの2つのメッセージ：",
    omitted: "一部のプロパティは省略しています。`…`は、IDまたはテキストの残りです。",
  },
};

/** They have no input: both messages are their own. */
const SOURCES = ["genesys-events", "genesys-open-message-in", "genesys-request-in"];

/** Of a resource, with hyphens, or of an open message, without. */
const UUID = /\b([0-9a-f]{8})(?:(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{24})\b/g;

/** The example messages of a node, in a form that fits into the sidebar: of an id only its beginning. */
export const messagesOf = (type: string, docs: string): string[] => {
  const section = docs.split(/^## /m).find((one) => one.startsWith(`${type}\n`)) ?? "";
  return [...section.matchAll(/```json\n([\s\S]*?)```/g)].map(([, json = ""]) => json.replace(UUID, "$1…"));
};

/** The body of the section, or nothing for a node without an example. */
export const exampleOf = (type: string, language: string, docs: string): string | undefined => {
  const words = WORDS[language];
  if (words === undefined) throw new Error(`No words of examples in ${language}`);
  const [first, second] = messagesOf(type, docs).map((json) => `\`\`\`json\n${json}\`\`\``);
  if (first === undefined || second === undefined) return undefined;
  const blocks = SOURCES.includes(type)
    ? [words.two, first, second]
    : [words.before, first, words.after, second];
  return [...blocks, words.omitted].join("\n\n");
};
