import { GenesysError } from "../errors/errors";

/** Codes by which the platform reports that the caller has no phone; the 500 among them are refusals, too. */
const NO_STATION = /^(conversation\.error\.no\.user\.station$|providerapi\.error\.)/;

/** The same error, or, where the caller has no phone, a refusal that says so. */
export const explainStation = (error: GenesysError): GenesysError => {
  const { platformCode = "" } = error.cause;
  if (!NO_STATION.test(platformCode)) return error;
  return new GenesysError("rejected", error.message, {
    ...error.cause,
    outcome: "refused",
    reason: "noStation",
  });
};
