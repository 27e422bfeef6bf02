/** How wide texts are in the fonts of the editor, worked out without a browser. */

/** Widths in 1/1000 of the size, by character, and that of all others. */
interface Font {
  widths: readonly (readonly [characters: string, width: number])[];
  usual: number;
}

/**
 * DejaVu Sans is wider than Arial, the font of the editor, and takes its place where that is not installed: what has room in it
 * has room everywhere.
 */
export const DEJAVU: Font = {
  widths: [
    ["'ijl", 278],
    [" ,.·’‘IJ", 318],
    ["/:;\\|f", 350],
    ["-()[]t!r", 400],
    ['"*_`“”s?z', 520],
    ["cL", 555],
    ["Fkvxy", 590],
    ["PTYoae", 613],
    ["AVXZBRCK", 690],
    ["UNHDG&OQ", 770],
    ["w#+<=>^~→", 838],
    ["M%mW…", 980],
  ],
  usual: 635,
};

/** Arial, and Liberation Sans, which has its widths. */
export const ARIAL: Font = {
  widths: [
    ["'", 191],
    ["ijl’‘", 222],
    ["|", 260],
    [" !,./:;I[\\]ft·", 278],
    ["-()`r“”{}", 333],
    ['"*', 370],
    ["^Jcksvxyz", 500],
    ["+<=>~", 584],
    ["FTZ", 611],
    ["&ABEKPSVXY", 667],
    ["wCDHNRU", 722],
    ["GOQ", 778],
    ["mM↻", 833],
    ["%W…→@", 970],
  ],
  usual: 556,
};

export type { Font };

export const widthOf = (text: string, size: number, { widths, usual }: Font): number =>
  [...text].reduce((sum, one) => {
    const [, width] = widths.find(([characters]) => characters.includes(one)) ?? ["", usual];
    return sum + (width * size) / 1000;
  }, 0);
