// Requests to the routes of the config nodes in Node-RED. Their addresses are relative: the editor adds its token only to those.
(function () {
  var translate = window.genesysCloud.translate;

  function rejected(reason, answer) {
    return $.Deferred().reject(reason, answer).promise();
  }

  /** @type {(path: string, body?: object) => unknown} */
  function send(path, body) {
    return $.ajax({
      url: "genesys-cloud/" + path,
      method: "POST",
      contentType: "application/json",
      data: JSON.stringify(body || {}),
    }).then(
      function (answer) {
        return answer && answer.ok === false ? rejected(answer.reason, answer) : answer;
      },
      function (failed) {
        var isForbidden = failed.status === 401 || failed.status === 403;
        return rejected(translate(isForbidden ? "lookup.forbidden" : "lookup.unreachable"));
      },
    );
  }

  /** @type {(path: string, body?: object) => unknown} */
  function post(path, body) {
    return send("account/" + path, body);
  }

  window.genesysCloud = Object.assign(window.genesysCloud || {}, {
    rejected: rejected,
    send: send,
    post: post,
  });
})();
