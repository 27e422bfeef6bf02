// npm run lint:words: words that a reader whose first language is not English stumbles over, with the term to use instead.
// It reads what users read: locales, dialogs, README, docs, the changelog, examples. It also reads the comments, names
// and sentences of the code, of its specs and of the scripts.
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
  ["somebody|someone", "a user, a participant, the agent"],
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

/** Several words, of which some may be the values of a template. */
const isSentence = (node) =>
  (ts.isStringLiteralLike(node) || ts.isTemplateExpression(node)) &&
  /\w+ +\w+/.test(node.getText().replace(/\$\{[^}]*\}/g, "value"));

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

/** Public names, which do not change: keys and a placeholder of the catalogues, and a setting of the simulator. */
const PUBLIC_NAMES = /(?<=")whom(?=\.)|(?<=\{ )whom(?=: )|\bformerUsersHearOn\b/g;

/** Names as their words: `tellAll` and `TELL_ALL` have two. */
const splitNames = (source) =>
  source
    .replace(PUBLIC_NAMES, "")
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .replace(/([A-Za-z])_(?=[A-Za-z])/g, "$1 ");

/** The words of a source in the order of its lines: comments, names, and the sentences of templates. */
export const findInCode = (source) => {
  const found = findWords(splitNames(source));
  const isNew = ({ line, word }) => !found.some((other) => other.line === line && other.word === word);
  return [...found, ...findInSentences(source).filter(isNew)].sort((one, other) => one.line - other.line);
};

const filesIn = (folder) =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? filesIn(join(folder, entry.name)) : [join(folder, entry.name)],
  );

/** The lists of avoided words, the data of the platform and what a search for faults has found. */
const LEFT_OUT = [
  ...["docs/glossary.md", "scripts/words.mjs", "test/platform/words.spec.ts"],
  ...["scripts/facts/", "nodes/lib/facts/", "test/corpus/"],
];

/** Data of the specs and translations are no prose either. */
const isData = (path) =>
  (path.startsWith("test/") && extname(path) === ".json") ||
  (path.includes("/locales/") && !path.includes("/en-US/"));

const isRead = (path) => !LEFT_OUT.some((start) => path.startsWith(start)) && !isData(path);

/** The files that are read, by their paths with slashes. */
export const readFiles = () =>
  [
    "README.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    "SECURITY.md",
    ...["docs", "examples", "nodes", "scripts", "test"].flatMap(filesIn),
  ]
    .map((file) => file.replaceAll("\\", "/"))
    .filter(isRead);

const FINDERS = { ".md": findWords, ".json": findInJson, ".html": findInCode };

const finderFor = (file) => {
  if (file.includes("/locales/") && extname(file) === ".html") return findWords;
  return /\.[cm]?[jt]s$/.test(file) ? findInCode : FINDERS[extname(file)];
};

const check = () => {
  for (const file of readFiles())
    for (const { line, word, instead } of finderFor(file)?.(readFileSync(file, "utf8")) ?? []) {
      console.error(`${file}:${line} ${word} -> ${instead}`);
      process.exitCode = 1;
    }
};

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  process.chdir(join(dirname(fileURLToPath(import.meta.url)), ".."));
  check();
}
