import { realOrg, type Door } from "../node/simulate";
import type { Composition } from "../platform/compose";

/** How the simulated org of an account is reached. @throws GenesysError `config` where its region is that of a real org. */
export const doorTo = async (
  { settings, hosts, transport }: Composition,
  signal?: AbortSignal,
): Promise<Door> => {
  if (settings.region !== "simulator" && settings.region !== "custom") throw realOrg();
  const { apiUrl } = await hosts();
  return { apiUrl, transport, timeoutMs: settings.timeoutSeconds * 1000, signal };
};
