import { isId } from "../../facts/ids";
import { inputError } from "../errors/errors";
import { asE164 } from "../conversation/phone";
import type { Channel } from "../conversation/message";

/** How each channel writes its addresses. What is wrong is named before anything is sent. */

/** A WhatsApp id is the number without its plus. */
const asWhatsAppId = async (field: string, text: string): Promise<string> => {
  const bare = text.replace(/^(tel:|whatsapp:)/i, "").trim();
  const number = await asE164(field, /^[1-9]/.test(bare) ? `+${bare}` : bare);
  return number.slice(1);
};

const SHORT_CODE = /^\d{3,8}$/;
const SENDER_NAME = /^(?=.*[A-Za-z])[A-Za-z0-9 ]{1,11}$/;

/** The recipient's address in the format of the channel. @throws GenesysError `input` if it is no such address. */
export const toAddressOf = (channel: Channel, text: string): Promise<string> => {
  switch (channel) {
    case "sms":
      return asE164("toAddress", text);
    case "whatsapp":
      return asWhatsAppId("toAddress", text);
    case "open":
      return Promise.resolve(text); // whatever id the other system gave its user
  }
};

/** What a message comes from: a number of the org, or an integration. @throws GenesysError `input` where it is neither. */
export const fromAddressOf = async (channel: Channel, text: string): Promise<string> => {
  switch (channel) {
    case "sms":
      return SHORT_CODE.test(text) || SENDER_NAME.test(text) ? text : asE164("fromAddress", text);
    case "whatsapp":
      return isId(text) ? text : asWhatsAppId("fromAddress", text);
    case "open":
      if (isId(text)) return text;
      throw inputError(
        "fromAddress",
        'For an open messaging channel the input "fromAddress" must be the id of its integration.',
      );
  }
};
