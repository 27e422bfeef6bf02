import type { NodeAPI } from "node-red";

/** How FlowFuse runs this Node-RED: as one of several instances (high availability), or as the only one. */
export type Hosting = "several" | "single";

/**
 * FlowFuse names the instance in FF_INSTANCE_ID (FF_PROJECT_ID in old versions), and no variable says that there are several. Its
 * launcher writes that into the settings: the instances of one project then share their subscriptions. Where it is not
 * sure that there are several, nothing is reported: a wrong notice on each node would hide what is true.
 */
export const hostingOf = (
  { settings }: NodeAPI,
  env: Readonly<Record<string, string | undefined>> = process.env,
): Hosting | undefined => {
  const { flowforge } = settings as { flowforge?: SharedSettings & { projectLink?: SharedSettings } };
  const isShared = [flowforge, flowforge?.projectLink].some((one) => one?.useSharedSubscriptions === true);
  if (isShared) return "several";
  const isHosted = flowforge !== undefined || (env.FF_INSTANCE_ID ?? env.FF_PROJECT_ID ?? "") !== "";
  return isHosted ? "single" : undefined;
};

interface SharedSettings {
  useSharedSubscriptions?: unknown;
}

export const SEVERAL_WITHOUT =
  "FlowFuse runs several instances of this Node-RED, and this account has no backplane: each instance receives every event, and " +
  "acts on it. Choose a backplane in the account, or run one instance.";
