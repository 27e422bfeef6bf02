import type { Simulator } from "../../../nodes/lib/simulator/index";
import { summariesOf } from "../../../nodes/lib/simulator/machines/summaries";
import { registersOf } from "../../../nodes/lib/simulator/registers/register";
import { idOf } from "../../../nodes/lib/simulator/store/ids";
import { integrationsIn } from "../../../nodes/lib/simulator/store/messages";

/** What a path of the setup can name, by the name of its parameter. */

const REGISTERS: Readonly<Record<string, string>> = {
  messageSettingId: "messaging setting",
  keyconfigurationsId: "key configuration",
  schemaId: "custom attribute schema",
  supportedContentId: "supported content",
  tokenId: "google token",
};

/** What there is from the start, or has a name of its own. */
const FIXED: Readonly<Record<string, readonly string[]>> = {
  attributesId: ["order"],
  coreTypeName: ["text", "tag"],
  flowId: [idOf("flow Main menu")],
  secureSessionId: [idOf("secure session 1")],
  versionId: ["1"],
};

export const setupIds = ({ store }: Simulator, name: string): string[] => {
  if (name === "integrationId") return [...integrationsIn(store).keys()];
  if (name === "jobId") return [...store.collection("details jobs", () => new Map<string, unknown>()).keys()];
  if (name === "summaryId") return [...store.conversations.values()].flatMap(summariesOf).map(({ id }) => id);
  if (name in FIXED) return [...(FIXED[name] ?? [])];
  return (registersOf(store)[REGISTERS[name] ?? ""] ?? []).map(({ id }) => id).reverse();
};
