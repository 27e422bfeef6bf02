import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { makeOnce, readText } from "./vault-files";

/** What is used of Node-RED's settings. */
export interface VaultSettings {
  userDir?: unknown;
  get?: (name: string) => unknown;
}

/** With `credentialSecret: false`, and where no key of our own can be kept, the copy among the credentials is not encrypted either. */
const IN_CLEAR = "credentialSecret: false";

/** The secrets that sign-ins are sealed with. */
export const createKeys = (settings: VaultSettings, folder: string | undefined) => {
  const ownKey = folder && join(folder, "key");

  const setting = (name: string): unknown => {
    try {
      return settings.get?.(name);
    } catch {
      return undefined; // its storage is not there yet
    }
  };
  const isInClear = (): boolean => setting("credentialSecret") === false;

  /** Node-RED's own secret first, then those that it may have had before. */
  const known = (): string[] =>
    [setting("credentialSecret"), setting("_credentialSecret"), readText(ownKey)].filter(
      (found): found is string => typeof found === "string" && found !== "",
    );

  return {
    /** Each that a copy may be sealed with; the present one first. */
    all: (): string[] => [...known(), ...(isInClear() ? [IN_CLEAR] : [])],
    /** The present one. With `credentialSecret: false` Node-RED has none; then one is made and kept beside the sign-ins. */
    present: (): string | undefined => {
      const [found] = known();
      if (found !== undefined || ownKey === undefined || folder === undefined) return found;
      try {
        makeOnce(folder, ownKey, randomBytes(32).toString("base64url"));
        return readText(ownKey);
      } catch {
        return isInClear() ? IN_CLEAR : undefined;
      }
    },
  };
};

export type VaultKeys = ReturnType<typeof createKeys>;
