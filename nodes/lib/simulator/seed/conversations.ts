import type { Call, DisconnectType } from "../entities/communication";
import type { Purpose } from "../entities/conversation";
import { idOf } from "../store/ids";

/** What is going on in the org at the start, as data. Times are ms after the conversation began. */

export interface SeedLeg {
  id: string;
  purpose: Purpose;
  name?: string;
  participantId: string;
  userId?: string;
  queueId?: string;
  flowId?: string;
  externalContactId?: string;
  address?: string;
  attributes?: Record<string, string>;
  initialState: Call["initialState"];
  startMs: number;
  connectedMs?: number;
  endMs?: number;
  disconnectType?: DisconnectType;
}

export interface SeedCall {
  id: string;
  /** How long before the simulator's start it began. */
  ageMs: number;
  ani: string;
  dnis: string;
  legs: readonly SeedLeg[];
}

const ADA = idOf("user Ada Agent");
const SUPPORT = idOf("queue Support");
const MENU = idOf("flow Main menu");
const named = (name: string): { participantId: string; id: string } => ({
  participantId: idOf(`start participant ${name}`),
  id: idOf(`start communication ${name}`),
});

/** A caller in the queue Support. Ada answered when it rang for the third time. */
export const CALLS: readonly SeedCall[] = [
  {
    id: "fe00260d-2b3b-44ff-bc25-6008f321c168",
    ageMs: 65_000,
    ani: "tel:+15555550123",
    dnis: "tel:+15555550199",
    legs: [
      {
        participantId: "568aeef9-663b-40f3-8eed-ba0298733191",
        id: "59ff0880-edac-367c-a64f-341f057befbe",
        purpose: "external",
        name: "Casey Customer",
        queueId: SUPPORT,
        externalContactId: idOf("external contact Casey Customer"),
        address: "tel:+15555550123",
        attributes: { language: "en-US" },
        initialState: "offering",
        startMs: 0,
        connectedMs: 214,
      },
      {
        ...named("ivr"),
        purpose: "ivr",
        name: "Main menu",
        flowId: MENU,
        address: `sip:${MENU}@127.0.0.1;language=en-US;user=ivr`,
        initialState: "offering",
        startMs: 63,
        connectedMs: 121,
        endMs: 7_524,
        disconnectType: "transfer",
      },
      {
        ...named("acd"),
        purpose: "acd",
        name: "Support",
        queueId: SUPPORT,
        address: `sip:${SUPPORT}@127.0.0.1;language=en-US;user=acd`,
        attributes: { language: "en-US" },
        initialState: "offering",
        startMs: 7_544,
        connectedMs: 7_612,
        endMs: 20_394,
        disconnectType: "transfer",
      },
      {
        ...named("first alert"),
        purpose: "agent",
        name: "Ada Agent",
        userId: ADA,
        queueId: SUPPORT,
        initialState: "alerting",
        startMs: 7_858,
        endMs: 9_949,
        disconnectType: "client",
      },
      {
        ...named("second alert"),
        purpose: "agent",
        name: "Ada Agent",
        userId: ADA,
        queueId: SUPPORT,
        initialState: "alerting",
        startMs: 13_781,
        endMs: 16_202,
        disconnectType: "client",
      },
      {
        ...named("agent"),
        purpose: "agent",
        name: "Ada Agent",
        userId: ADA,
        queueId: SUPPORT,
        initialState: "alerting",
        startMs: 18_226,
        connectedMs: 20_343,
      },
    ],
  },
];
