module.exports = {
  flowFile: "flows.json",
  // Only for this flow: its credentials are those of the simulated organisation.
  credentialSecret: false,
  uiHost: process.env.UI_HOST || "0.0.0.0",
  telemetry: { enabled: false, updateNotification: false },
  editorTheme: { tours: false },
};
