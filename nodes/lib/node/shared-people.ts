import type { Receives } from "../platform/backplane/types";
import type { Talk } from "./people";
import { createPeopleText, createTalks, watchTalks, type PeopleParts } from "./people-status";

/**
 * Who talks, where one of several instances has the channel. The one that leads sees the talks there, and passes on with each
 * event who talks at that moment. So an instance that does not lead knows the talks of the conversations that it emits.
 */
export const createSharedPeople = (parts: PeopleParts) => {
  const update = (): void => text.update();
  /** As they were passed on. */
  const passedOn = createTalks(update);
  /** While this instance leads: as the channel reports them. */
  let reported: ReturnType<typeof createTalks> | undefined;
  const text = createPeopleText(parts, () => [...(reported?.all() ?? []), ...passedOn.all()]);

  return {
    /** This instance leads, until `stop`. `talkOf` is called with the conversation of each event, as it happens. */
    lead: (isKnown: (conversationId: string) => boolean) => {
      const talks = createTalks(update);
      reported = talks;
      // What the channel reports replaces what was passed on.
      const set: typeof talks.set = (id, talk) => {
        passedOn.delete(id);
        talks.set(id, talk);
      };
      const end: typeof talks.delete = (id) => {
        passedOn.delete(id);
        talks.delete(id);
      };
      const watched = { has: talks.has, set, delete: end };
      const watch = watchTalks(parts, watched, (id) => passedOn.has(id) || isKnown(id));
      return {
        talkOf: (conversationId: string): Talk | undefined => {
          watch.note(conversationId);
          return talks.of(conversationId);
        },
        stop: (): void => {
          watch.stop();
          reported = undefined;
          update();
        },
      };
    },
    /** This instance emits an event of the conversation. */
    take: (conversationId: string, talk: Talk | undefined): void => {
      if (reported?.has(conversationId) === true) return;
      if (talk === undefined) passedOn.delete(conversationId);
      else passedOn.set(conversationId, talk);
    },
    /** Others emit what this instance does not receive. */
    leave: (receives: Receives): void => passedOn.keep(receives),
    stop: text.stop,
  };
};
