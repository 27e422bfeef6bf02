// The headings of the help pages, in the order in which they follow each other on a page.

export type Section = "inputs" | "outputs" | "example" | "next" | "errors" | "details" | "references";

/** By language; the words of Node-RED's own help, where it has one. */
const HEADINGS: Readonly<Record<Section, Readonly<Record<string, string>>>> = {
  inputs: { "en-US": "Inputs", de: "Eingangsdaten", es: "Entradas", ja: "入力" },
  outputs: { "en-US": "Outputs", de: "Ausgangsdaten", es: "Salidas", ja: "出力" },
  example: { "en-US": "Example", de: "Beispiel", es: "Ejemplo", ja: "例" },
  next: { "en-US": "Next nodes", de: "Nächste Nodes", es: "Nodos siguientes", ja: "次につなぐノード" },
  errors: { "en-US": "Errors", de: "Fehler", es: "Errores", ja: "エラー" },
  details: { "en-US": "Details", de: "Details", es: "Detalles", ja: "詳細" },
  references: { "en-US": "References", de: "Referenzen", es: "Referencias", ja: "参考" },
};

export const SECTIONS = Object.keys(HEADINGS) as Section[];

/** The line that begins a section in this language. */
export const headingOf = (section: Section, language: string): string => {
  const words = HEADINGS[section][language];
  if (words === undefined) throw new Error(`No heading of ${section} in ${language}`);
  return `### ${words}`;
};

/** The section that a heading begins, in any language. */
export const sectionOf = (heading: string): Section | undefined =>
  SECTIONS.find((section) => Object.values(HEADINGS[section]).some((words) => heading === `### ${words}`));
