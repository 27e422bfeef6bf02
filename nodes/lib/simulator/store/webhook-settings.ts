/** What the vendor publishes about the outbound webhook of open messaging, and what a test may want otherwise. */
export interface WebhookSettings {
  /** From a message of an agent until the webhook of its integration is called. */
  webhookAfterMs: number;
  /** How long the webhook may take to answer. */
  webhookTimeoutMs: number;
  /** How often it is called again after a time-out, a 429 or a 5xx. */
  webhookRetries: number;
  /** From such a failure until it is called again. */
  webhookRetryMs: number;
}

export const WEBHOOK_SETTINGS: Readonly<WebhookSettings> = {
  webhookAfterMs: 20,
  webhookTimeoutMs: 10_000,
  webhookRetries: 5,
  webhookRetryMs: 5_000,
};
