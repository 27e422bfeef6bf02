// npm run lint:words: words that a reader whose first language is not English stumbles over, with the term to use instead.
// It reads what users read: locales, dialogs, README, docs, the changelog, examples, and the sentences in the code.
// With --code it also counts them in comments and names of the code, and fails on none of those.
import { readdirSync, readFileSync } from "node:fs";
import { dirname, extname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import ts from "typescript";

/** The word, as whole words in any case, and what to write instead. */
const TERMS = [
  ["tell|tells|told", "show, report, notify, distinguish"],
  ["hear|hears|heard", "receive, receive the error"],
  ["stands", "is, applies"],
  ["anew", "again"],
  ["lest", "so that ... not"],
  ["whoever", "the user who, the administrator of"],
  ["whom", "the user who, participant"],
  ["nobody", "no agent, no user, none"],
  ["so long as", "while, if"],
  ["in vain", "without an answer, without success"],
  ["odd answer", "invalid response"],
  ["of (my|your|their) own", "custom, separate"],
  ["out of order", "unavailable"],
  ["look(s|ed)? afterwards", "verify"],
  ["afterwork", "after-call work"],
  ["under way", "in progress"],
  ["lost line|line (was|is) (lost|down)", "lost connection"],
];

const PATTERNS = TERMS.map(([word, instead]) => [new RegExp(`\\b(?:${word})\\b`, "gi"), instead]);

/** What is no prose: code between backticks, placeholders such as __whom__, addresses, and quotations of avoided words. */
const prose = (text) =>
  text.replace(/```[\s\S]*?```|`[^`\n]*`|__\w+__|https?:\/\/\S+|\$\{[^}]*\}/g, (code) =>
    code.replace(/[^\n]/g, " "),
  );

/** Every avoided word of a text in the order of the text, with its line and what to write instead. */
export const findWords = (text, firstLine = 1) => {
  const searched = prose(text);
  return PATTERNS.flatMap(([pattern, instead]) =>
    [...searched.matchAll(pattern)].map(({ 0: word, index }) => ({ index, word, instead })),
  )
    .sort((one, other) => one.index - other.index)
    .map(({ index, word, instead }) => ({
      line: firstLine + searched.slice(0, index).split("\n").length - 1,
      word,
      instead,
    }));
};

const isSentence = (node) =>
  (ts.isStringLiteralLike(node) || ts.isTemplateExpression(node)) && /\w+ +\w+/.test(node.getText());

/** The sentences among the string literals of a TypeScript source. */
export const findInSentences = (source) => {
  const file = ts.createSourceFile("words.ts", source, ts.ScriptTarget.Latest, true);
  const found = [];
  const visit = (node) => {
    if (isSentence(node)) {
      const { line } = file.getLineAndCharacterOfPosition(node.getStart());
      // The quotes of a template are backticks, which mark code elsewhere.
      found.push(...findWords(node.getText().slice(1, -1), line + 1));
    } else ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
};

/** The values of a catalogue or an example: its keys and the program of a function node are no prose. */
const findInJson = (source) =>
  findWords(
    source.replace(/^\s*"(?:\w|-)+": /gm, (key) => " ".repeat(key.length)).replace(/"func": .*/g, ""),
  );

/** Comments and names; a name such as `tellAll` is read as its words. */
const findInCode = (source) => findWords(source.replace(/([a-z])([A-Z])/g, "$1 $2"));

const filesIn = (folder) =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? filesIn(join(folder, entry.name)) : [join(folder, entry.name)],
  );

/** The list of avoided words itself, and pages that follow the words of the code: they come with its comments. */
const LEFT_OUT = ["glossary.md", "architecture.md", "endpoints.md", "decisions"].map((page) =>
  join("docs", page),
);
const isRead = (file) =>
  !LEFT_OUT.some((page) => file.startsWith(page)) &&
  !(file.includes("locales") && !file.includes("en-US")) &&
  !file.includes(join("lib", "facts"));

const check = () => {
  const files = ["README.md", "CHANGELOG.md", ...["docs", "examples", "nodes"].flatMap(filesIn)].filter(
    isRead,
  );
  const finders = { ".md": findWords, ".json": findInJson, ".ts": findInSentences };
  const readers = (file) => (file.includes("locales") ? { ...finders, ".html": findWords } : finders);
  const found = files.flatMap((file) => {
    const find = readers(file)[extname(file)];
    return find === undefined ? [] : find(readFileSync(file, "utf8")).map((one) => ({ file, ...one }));
  });
  for (const { file, line, word, instead } of found) console.error(`${file}:${line} ${word} -> ${instead}`);
  if (process.argv.includes("--code")) {
    const sources = files.filter((file) => /\.(ts|js)$/.test(file));
    const count = sources.flatMap((file) => findInCode(readFileSync(file, "utf8"))).length;
    console.log(`${count} in comments and names of the code`);
  }
  if (found.length > 0) process.exitCode = 1;
};

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  process.chdir(join(dirname(fileURLToPath(import.meta.url)), ".."));
  check();
}
