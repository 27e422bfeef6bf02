import { ACTIVATE_QUEUES, CHANGE_MEMBERS, LIST_QUEUES } from "../api/agent-queues";
import { GET_STATUS, GET_USER, SET_STATUS, SIGN_OUT } from "../api/agents";
import { GET_PRESENCE, LIST_PRESENCES, LIST_SYSTEM_PRESENCES, SET_PRESENCE } from "../api/presences";
import type { AgentAction } from "../agents/update-agent";
import { findUser, requestOf, step, type Step } from "./step";

interface AgentChoice {
  action: AgentAction;
  routingStatus: string;
}

const presences = (): Step[] => [
  step(LIST_PRESENCES, undefined, "keptAWhile"),
  step(LIST_SYSTEM_PRESENCES, undefined, "afterFailure"),
];

/** A queue that is not among those of the user is looked up in the organisation. */
const queues = (): Step[] => [step(LIST_QUEUES), step("getRoutingQueues", undefined, "ifOtherQueue")];

const membership = (isMember: boolean): Step => {
  const request = { ...requestOf(CHANGE_MEMBERS), ...(isMember ? {} : { query: "delete=true" }) };
  return { when: "perQueue", requests: [request], body: [{ id: "{userId}" }] };
};

const activation = (joined: boolean): Step => step(ACTIVATE_QUEUES, [{ id: "{queueIds}", joined }]);

const actionSteps = ({ action, routingStatus }: AgentChoice): Step[] => {
  switch (action) {
    case "read":
      return [
        { when: "always", requests: [{ ...requestOf(GET_USER), query: "expand=presence,routingStatus" }] },
        ...presences(),
        step(LIST_QUEUES),
        step("postAnalyticsConversationsDetailsQuery"),
        step("getConversation", undefined, "perOwnConversation"),
      ];
    case "setPresence":
      return [
        ...presences(),
        step(GET_PRESENCE),
        step(SET_PRESENCE, { presenceDefinition: { id: "{presence}" } }, "ifDifferent"),
      ];
    case "setRoutingStatus":
      return [step(GET_STATUS), step(SET_STATUS, { status: routingStatus }, "ifDifferent")];
    case "joinQueues":
    case "leaveQueues":
      return [...queues(), membership(action === "joinQueues")];
    case "activateQueues":
    case "deactivateQueues":
      return [...queues(), activation(action === "activateQueues")];
    case "signOut":
      return [step(SIGN_OUT)];
  }
};

/** One action on an agent. */
export const agentSteps = (choice: AgentChoice): Step[] => [findUser(), ...actionSteps(choice)];
