/** The control page. All of its content comes from the API by way of the script. */
export const pageHtml = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Unbridge</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/_unbridge/page.css">
</head>
<body>
<header><h1>Unbridge</h1><p id="connection" role="status">connecting…</p><p id="origin" class="mono"></p></header>
<p id="complaint" role="alert" hidden></p>
<main>
<section class="wide" aria-labelledby="routes-title">
<h2 id="routes-title">Routes</h2>
<table class="routes"><thead><tr><th scope="col">Method</th><th scope="col">Path</th><th scope="col">Integration</th><th scope="col">Template</th><th scope="col"><span class="unseen">Try it</span></th></tr></thead><tbody id="routes"></tbody></table>
<form id="try" aria-label="Send a request">
<select id="try-method" aria-label="Method"><option>GET</option><option>POST</option><option>PUT</option><option>PATCH</option><option>DELETE</option><option>HEAD</option><option>OPTIONS</option></select>
<input id="try-path" aria-label="Path, with the stage" placeholder="/stage/path" spellcheck="false" autocomplete="off">
<input id="try-body" aria-label="Body" placeholder="body, if any" spellcheck="false" autocomplete="off">
<button class="send">Send</button>
</form>
<pre id="try-answer" role="status" hidden></pre>
</section>
<section aria-labelledby="requests-title">
<h2 id="requests-title">Requests</h2>
<p id="no-requests">No request yet. Send one above, or call a route with curl.</p>
<ol id="requests"></ol>
</section>
<section class="hops" aria-labelledby="detail-title" aria-live="polite">
<h2 id="detail-title">Hops</h2>
<div id="hops"><p class="quiet">Choose a request to see its way, hop by hop.</p></div>
</section>
<section aria-labelledby="listeners-title">
<h2 id="listeners-title">Listeners</h2>
<table><thead><tr><th scope="col">Load balancer</th><th scope="col">Port</th><th scope="col">Protocol</th><th scope="col">Address here</th></tr></thead><tbody id="listeners"></tbody></table>
</section>
<section aria-labelledby="health-title">
<h2 id="health-title">Health</h2>
<p id="no-health">Nothing is checked: the built-in targets always answer.</p>
<table id="health-table" hidden><thead><tr><th scope="col">Target group</th><th scope="col">Target</th><th scope="col">Health</th><th scope="col">Last check</th></tr></thead><tbody id="health"></tbody></table>
</section>
</main>
<script src="/_unbridge/page.js"></script>
</body>
</html>
`;
