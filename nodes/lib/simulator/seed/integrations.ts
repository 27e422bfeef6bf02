import type { Integration } from "../entities/message";
import { idOf } from "../store/ids";

/** The org's ends of its message channels. */

const queueId = idOf("queue Support");

export const INTEGRATIONS: readonly Integration[] = [
  {
    id: idOf("integration Text line"),
    name: "Text line",
    messengerType: "sms",
    phoneNumber: "+15555550199",
    queueId,
  },
  {
    id: idOf("integration WhatsApp line"),
    name: "WhatsApp line",
    messengerType: "whatsapp",
    phoneNumber: "+15555550198",
    queueId,
  },
  {
    id: idOf("integration Web shop"),
    name: "Web shop",
    messengerType: "open",
    webhookUrl: "https://shop.example.com/genesys",
    queueId,
  },
];
