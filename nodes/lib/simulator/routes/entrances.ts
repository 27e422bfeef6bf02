import type { Integration } from "../entities/message";
import { pageOf } from "../formatters/page";
import { ref, type Wire } from "../formatters/wire";
import { ok, type Context, type Handler, type Handlers } from "../http/handler";
import { CALLBACK_SCRIPT, IVR_NUMBER, MAIN_MENU } from "../store/org-ids";
import { integrationsIn } from "../store/messages";

/** Where customers come in and what agents see then: numbers, e-mail domains, call routes, scripts. */

const AT = "2026-01-01T00:00:00.000Z";

const listOf = ({ query }: Context, name: string): string[] =>
  query.getAll(name).flatMap((text) => text.split(","));

const named = ({ query }: Context, name: string): boolean =>
  name.toLowerCase().includes((query.get("name") ?? "").toLowerCase().replaceAll("*", ""));

const numberToWire = (integration: Integration): Wire => ({
  id: integration.phoneNumber,
  name: integration.name,
  phoneNumber: integration.phoneNumber,
  phoneNumberType: "local",
  provisionedThroughPureCloud: true,
  phoneNumberStatus: "ACTIVE",
  capabilities: ["sms", "mms"],
  countryCode: "US",
  dateCreated: AT,
  version: 1,
  supportsSms: true,
  supportsMms: true,
  supportsVoice: false,
  integration: ref("conversations/messaging/integrations", integration.id),
  selfUri: `/api/v2/routing/sms/phonenumbers/${encodeURIComponent(integration.phoneNumber ?? "")}`,
});

/** All numbers of this org are active ones of the United States. */
const smsNumbers: Handler = (context) => {
  const { query, store } = context;
  const fits = (name: string, value: string): boolean => {
    const sought = listOf(context, name).map((each) => each.toLowerCase());
    return sought.length === 0 || sought.includes(value);
  };
  const sought = (query.get("phoneNumber") ?? "").replace(/^ /, "+");
  const isSought = ({ id, messengerType, phoneNumber = "" }: Integration): boolean =>
    messengerType === "sms" &&
    phoneNumber.includes(sought) &&
    [id, null].includes(query.get("integration.id"));
  const isOne =
    fits("phoneNumberType", "local") && fits("phoneNumberStatus", "active") && fits("countryCode", "us");
  const found = [...integrationsIn(store).values()].filter((each) => isOne && isSought(each));
  return ok(pageOf(context, found, numberToWire));
};

const emailDomains: Handler = (context) => {
  const { settings } = context.store;
  return ok(
    pageOf(context, settings.verifiedEmailDomains, (name) => ({
      id: name,
      mxRecordStatus: "VALID",
      subDomain: false,
      selfUri: `/api/v2/routing/email/domains/${name}`,
    })),
  );
};

const IVR = { name: "Main number", dnis: [IVR_NUMBER] };

const ivrs: Handler = (context) => {
  const dnis = context.query.get("dnis")?.replace(/^ /, "+");
  const found = [IVR].filter(({ name }) => named(context, name) && [IVR_NUMBER, undefined].includes(dnis));
  return ok(
    pageOf(context, found, (ivr) => ({
      id: MAIN_MENU,
      ...ivr,
      version: 1,
      dateCreated: AT,
      state: "active",
      openHoursFlow: { ...ref("flows", MAIN_MENU), name: "Main menu" },
      selfUri: `/api/v2/architect/ivrs/${MAIN_MENU}`,
    })),
  );
};

const SCRIPT = { id: CALLBACK_SCRIPT, name: "Callback" };

const scripts: Handler = (context) =>
  ok(
    pageOf(
      context,
      [SCRIPT].filter(({ name }) => named(context, name)),
      (script) => ({
        ...script,
        versionId: CALLBACK_SCRIPT,
        createdDate: AT,
        modifiedDate: AT,
        publishedDate: AT,
        selfUri: `/api/v2/scripts/${CALLBACK_SCRIPT}`,
      }),
    ),
  );

export const entranceHandlers: Handlers = {
  getRoutingSmsPhonenumbers: smsNumbers,
  getRoutingEmailDomains: emailDomains,
  getArchitectIvrs: ivrs,
  getScripts: scripts,
  getScriptsPublished: scripts,
};
