/** The html of a node as it ships. */
export function pageOf(file: string): string;
