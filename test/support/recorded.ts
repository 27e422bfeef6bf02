import type { Simulator } from "../../nodes/lib/simulator/index";
import { sidebarScripts } from "./editor-script";

type Values = Record<string, unknown>;

interface Step {
  act: string;
  details: Values;
  pauseSeconds: number;
  label?: string;
}
type Node = Values & { id: string; type: string; wires: string[][] };
interface Scripts {
  recordingOf(account: string): {
    isOn: boolean;
    steps: Values[];
    start(now: number): void;
    stop(now: number): void;
    add(step: Values): void;
  };
  recordedSteps(steps: Values[]): Step[];
  recordedNodes(steps: Step[], account: string, texts: Values): Node[];
  recordedCase(steps: Step[], messages: Values[], texts: Values): string;
}

/** The scripts of the sidebar that record. */
export const recorderScripts = (): Scripts => {
  const scripts = sidebarScripts(
    ...["sidebar-recorder", "sidebar-recorded-nodes", "sidebar-recorded-case"],
  ) as unknown as Scripts;
  // Objects of the browser's own are of other classes.
  const ours = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;
  return { ...scripts, recordedNodes: (...given) => ours(scripts.recordedNodes(...given)) };
};

export const TEXTS = {
  ...{ title: "Recorded", inject: "play", info: "", file: "A recording: see docs.", expect: "What it did:" },
  ...{ otherConversation: "Another one.", leftOut: ({ label }: { label: string }) => `Left out: ${label}` },
};

/** What happens in the simulated org, as *simulate* and the sidebar make it happen. */
export const actIn = async ({ url }: Simulator, act: string, details: Values): Promise<Values> => {
  const response = await fetch(`${url}/_simulator/${act}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(details),
  });
  const { result, message } = (await response.json()) as { result?: Values; message?: string };
  if (!response.ok) throw new Error(message);
  return result ?? {};
};

interface Party {
  purpose: string;
  name?: string;
  calls?: Values[];
  messages?: Values[];
  startTime: string;
  endTime?: string;
}

/** What has happened in the conversations that began after the start, without ids, by seconds since they began. */
export const historyOf = async ({ url }: Simulator, start: number): Promise<unknown[]> => {
  const { conversations } = (await (await fetch(`${url}/_simulator/changes/0`)).json()) as {
    conversations: { startTime: string; participants: Party[] }[];
  };
  const since = (from: string, time: unknown): unknown =>
    typeof time === "string" ? Math.round((Date.parse(time) - Date.parse(from)) / 1000) : undefined;
  return conversations
    .filter(({ startTime }) => Date.parse(startTime) >= start)
    .sort((one, other) => one.startTime.localeCompare(other.startTime))
    .map(({ startTime, participants }) =>
      participants.map(({ purpose, name, calls = [], messages = [], ...party }) => ({
        ...{ purpose, name, from: since(startTime, party.startTime), to: since(startTime, party.endTime) },
        legs: [...calls, ...messages].map(
          ({ state, held, disconnectType, connectedTime, disconnectedTime }) => ({
            ...{ state, held, disconnectType },
            ...{ connected: since(startTime, connectedTime), ended: since(startTime, disconnectedTime) },
          }),
        ),
      })),
    );
};
