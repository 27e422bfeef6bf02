import type { Simulator } from "../../../nodes/lib/simulator/index";
import { registersOf } from "../../../nodes/lib/simulator/registers/register";
import { integrationsIn } from "../../../nodes/lib/simulator/store/messages";

/** What a path of the setup can name, by the name of its parameter. */

const REGISTERS: Readonly<Record<string, string>> = {
  messageSettingId: "messaging setting",
  supportedContentId: "supported content",
  tokenId: "google token",
};

export const setupIds = ({ store }: Simulator, name: string): string[] => {
  if (name === "integrationId") return [...integrationsIn(store).keys()].reverse();
  return (registersOf(store)[REGISTERS[name] ?? ""] ?? []).map(({ id }) => id).reverse();
};
