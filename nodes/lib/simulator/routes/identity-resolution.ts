import type { Integration } from "../entities/message";
import { ok, type Context, type Handler, type Handlers } from "../http/handler";
import { writtenIn } from "../registers/register";
import { setSingle, singleIn } from "../registers/single";
import { integrationOf } from "./messaging-platforms";

/** Whether the platform looks for the external contact of who writes: a setting of each integration. */

const TYPES: readonly (readonly [word: string, type: Integration["messengerType"]])[] = [
  ["Apple", "apple"],
  ["Facebook", "facebook"],
  ["Instagram", "instagram"],
  ["Open", "open"],
  ["Twitter", "twitter"],
  ["Whatsapp", "whatsapp"],
];

const nameOf = ({ id }: Integration): string => `identity resolution ${id}`;

const shown = (context: Context, integration: Integration): Record<string, unknown> => {
  const { store, operation } = context;
  const byDefault = { division: { id: store.org.organization.divisionId }, resolveIdentities: true };
  return {
    ...singleIn(store, nameOf(integration), byDefault),
    selfUri: operation.path.replace("{integrationId}", integration.id),
  };
};

const read =
  (type: Integration["messengerType"]): Handler =>
  (context) =>
    ok(shown(context, integrationOf(context, { type })));

const write =
  (type: Integration["messengerType"]): Handler =>
  (context) => {
    const integration = integrationOf(context, { type });
    setSingle(context.store, nameOf(integration), writtenIn(context));
    return ok(shown(context, integration));
  };

export const identityResolutionHandlers: Handlers = Object.fromEntries(
  TYPES.flatMap(([word, type]) => {
    const id = `ConversationsMessagingIdentityresolutionIntegrations${word}IntegrationId`;
    return [
      [`get${id}`, read(type)],
      [`put${id}`, write(type)],
    ] as const;
  }),
);
