/** The scripts of a folder that add to a shared object, each behind those whose members it needs while it is loaded. */
export function scriptsThatAddTo(object: string, folder: string): string[];
