import { loadTopics, type Topic } from "../../facts/topics";
import type { Channel, Verdict } from "../entities/channel";
import { present, time, type Wire } from "./wire";

/** Channels and their topics. */

export const channelToWire = ({ id, expiresAt }: Channel, baseUrl: string): Wire => ({
  connectUri: `${baseUrl.replace(/^http/, "ws")}/channels/${id}`,
  id,
  expires: time(expiresAt),
});

export const topicToWire = (id: string): Wire => ({
  id,
  selfUri: `/api/v2/notifications/availabletopics/${id}`,
});

export const verdictToWire = ({ id, missing }: Verdict): Wire =>
  missing.length === 0
    ? { ...topicToWire(id), state: "Permitted" }
    : {
        ...topicToWire(id),
        state: "Rejected",
        rejectionReason: "The permissions for this topic are missing.",
        missingPermissions: missing,
      };

const availableToWire = ({ topic, permission, orCurrentUser }: Topic, expand: readonly string[]): Wire => {
  const more: Wire = {
    enforced: permission !== undefined,
    visibility: "Public",
    transports: ["All"],
    requiresPermissions: permission === undefined ? [] : [permission],
    topicParameters: [...topic.matchAll(/\{(\w+)\}/g)].map(([, name]) => name),
  };
  return present({
    id: topic,
    requiresCurrentUserOrPermission: orCurrentUser,
    ...Object.fromEntries(expand.flatMap((name) => (name in more ? [[name, more[name]]] : []))),
  });
};

export const availableTopics = (expand: readonly string[]): Wire => ({
  entities: loadTopics().map((topic) => availableToWire(topic, expand)),
});
