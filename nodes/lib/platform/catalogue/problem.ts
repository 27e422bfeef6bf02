/** One thing that is wrong with a request that was not sent. */
export interface Problem {
  /** The parameter or the field of the body; empty for the body as a whole. */
  field: string;
  /** The rest of a sentence that begins with the name of the field: "is required." */
  message: string;
  /** What was probably meant. */
  suggestions: string[];
}
