/** The text of a page with every directive replaced by its partial; an error names the file and the line. */
export function expand(text: string, file: string, folder: string): string;
