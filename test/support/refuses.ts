import { isGenesysError } from "../../nodes/lib/platform/errors/errors";

/** Is it an error of this input, with nothing sent? */
export const refuses = (field: string) => (error: unknown) =>
  isGenesysError(error, "input") && error.cause.field === field && error.cause.outcome === "notSent";
