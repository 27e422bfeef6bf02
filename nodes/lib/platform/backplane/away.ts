import { backplaneError, isGenesysError, type GenesysError } from "../errors/errors";

/** The step was not done, or it is unknown whether it was: what needs it does not happen. */
export const awayError = (error: unknown): GenesysError =>
  isGenesysError(error)
    ? error
    : backplaneError(`${error instanceof Error ? error.message : String(error)}.`);
