import { loadOperations } from "../../facts/operations";
import type { PreviewSettings, Step } from "./step";

/** Why a node cannot work with client credentials, and what there is instead. */
export interface Refusal {
  /** Acts as a signed-in user. */
  operation: string;
  /** The operation that does the same on behalf of a user named in its path. */
  onBehalf?: string;
  /** The input, left blank, that would open the way. */
  input?: string;
}

const shutIn = (steps: readonly Step[]): string | undefined => {
  const shut = steps.find(
    ({ when, requests }) =>
      when === "always" && requests.length > 0 && requests.every(({ needsUser }) => needsUser === true),
  );
  return shut?.requests[0]?.operation;
};

/** Whether what is always sent with these settings is refused to the account's grant. What a token may do that somebody
 * made by hand, only the platform knows. */
export const refusalIn = (
  previewOf: (settings: PreviewSettings) => Step[],
  settings: PreviewSettings,
): Refusal | undefined => {
  if (settings.grant !== "client-credentials") return undefined;
  const operation = shutIn(previewOf(settings));
  if (operation === undefined) return undefined;
  const onBehalf = loadOperations().find(({ id }) => id === operation)?.onBehalf;
  const blanks = (settings.blank ?? "").split(",").filter((name) => name !== "");
  const input = blanks.find((name) => {
    const others = blanks.filter((one) => one !== name);
    return shutIn(previewOf({ ...settings, blank: others.join(",") })) === undefined;
  });
  return {
    operation,
    ...(onBehalf === undefined ? {} : { onBehalf }),
    ...(input === undefined ? {} : { input }),
  };
};

const ENV = /^\$\{[^}]+\}$/;

/** The settings of a node as it is stored, with the grant of its account. */
export const settingsOf = (
  config: Readonly<Record<string, unknown>>,
  grant: string | undefined,
): PreviewSettings => {
  const told = Object.entries(config).filter(([, value]) =>
    ["string", "number", "boolean"].includes(typeof value),
  );
  const { operation, ...settings } = Object.fromEntries(told.map(([name, value]) => [name, String(value)]));
  const isNamed = (config.operationType ?? "str") === "str" && !ENV.test((operation ?? "").trim());
  // An input that is missing is read from the message.
  const blank = told
    .filter(([, value]) => value === "")
    .map(([name]) => name)
    .join(",");
  return {
    ...settings,
    ...(isNamed && operation !== undefined ? { operation } : {}),
    blank,
    ...(grant === undefined ? {} : { grant }),
  };
};
