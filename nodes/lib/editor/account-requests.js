// Requests to the account's routes in Node-RED. Their addresses are relative: the editor adds its token only to those.
(function () {
  var translate = window.genesysCloud.translate;

  function rejected(reason) {
    return $.Deferred().reject(reason).promise();
  }

  /** @type {(path: string, body?: object) => unknown} */
  function post(path, body) {
    return $.ajax({
      url: "genesys-cloud/account/" + path,
      method: "POST",
      contentType: "application/json",
      data: JSON.stringify(body || {}),
    }).then(
      function (answer) {
        return answer && answer.ok === false ? rejected(answer.reason) : answer;
      },
      function (failed) {
        var isForbidden = failed.status === 401 || failed.status === 403;
        return rejected(translate(isForbidden ? "lookup.forbidden" : "lookup.unreachable"));
      },
    );
  }

  window.genesysCloud = Object.assign(window.genesysCloud || {}, {
    rejected: rejected,
    post: post,
  });
})();
