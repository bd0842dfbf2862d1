/** Northwind's own pages: no script, no frame, one sheet of styles. */

const shares: Record<string, string> = {
  'contacts.read': 'See your contacts',
  'deals.read': 'See your deals',
  email: 'See your email address',
  offline_access: 'Keep access when you are away',
};

export function signInPage(uid: string): string {
  return layout(
    'Sign in',
    `<h1>Sign in to Northwind</h1>
    <p>to continue to <strong>Acme</strong></p>
    <form method="post" action="/interaction/${escape(uid)}">
      <label>Email<input name="email" type="email" value="ada@northwind.example" autocomplete="username" required></label>
      <label>Password<input type="password" value="correct horse" autocomplete="current-password"></label>
      <button name="answer" value="yes">Sign in</button>
      <button class="quiet" name="answer" value="no" formnovalidate>Cancel</button>
    </form>`,
  );
}

export function consentPage(uid: string, { account, scopes }: { account: string; scopes: readonly string[] }): string {
  const rows = scopes.flatMap((scope) => shares[scope] ?? []).map((words) => `<li>${escape(words)}</li>`);
  return layout(
    'Allow access',
    `<h1>Allow Acme to connect?</h1>
    <p class="account"><span aria-hidden="true">${escape(account.charAt(0).toUpperCase())}</span>${escape(account)}</p>
    <p>Acme will be able to</p>
    <ul>${rows.join('')}</ul>
    <form method="post" action="/interaction/${escape(uid)}">
      <button name="answer" value="yes">Allow</button>
      <button class="quiet" name="answer" value="no">Cancel</button>
    </form>`,
  );
}

export function errorPage(words: string): string {
  return layout('Something is not right', `<h1>That did not work</h1><p>${escape(words)}</p>`);
}

function layout(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(title)} · Northwind CRM</title>
<link rel="stylesheet" href="/northwind.css">
<link rel="icon" href="data:,">
</head>
<body>
<main>
<p class="brand"><svg viewBox="0 0 24 24" width="28" height="28" aria-hidden="true"><rect width="24" height="24" rx="6" fill="#2f6f4f"/><path d="M7 17V7l10 10V7" fill="none" stroke="#fff" stroke-width="2.4" stroke-linecap="round" stroke-linejoin="round"/></svg>Northwind <span>CRM</span></p>
${body}
</main>
</body>
</html>`;
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
}

export const styles = `
:root { color-scheme: light dark; --ground: #eef3ef; --card: #fff; --ink: #17251d; --soft: #55665c; --line: #d3ddd6; --brand: #2f6f4f; --on-brand: #fff; }
@media (prefers-color-scheme: dark) {
  :root { --ground: #0f1713; --card: #18221c; --ink: #e8f0eb; --soft: #a0b1a7; --line: #314038; --brand: #6fbf94; --on-brand: #0b1a12; }
}
* { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 16px; background: var(--ground); color: var(--ink); font: 15px/1.5 ui-serif, Georgia, serif; }
main { width: 100%; max-width: 400px; padding: 28px; background: var(--card); border: 1px solid var(--line); border-radius: 6px; }
h1 { margin: 20px 0 4px; font-size: 24px; line-height: 1.2; font-weight: 600; }
p { margin: 0 0 12px; color: var(--soft); }
strong { color: var(--ink); }
.brand { display: flex; align-items: center; gap: 10px; margin: 0; font: 600 16px/1 system-ui, sans-serif; color: var(--ink); }
.brand span { font-weight: 400; color: var(--soft); margin-left: -5px; }
.account { display: inline-flex; align-items: center; gap: 8px; margin: 12px 0 16px; padding: 4px 12px 4px 4px; border: 1px solid var(--line); border-radius: 99px; font: 14px/1 system-ui, sans-serif; color: var(--ink); }
.account span { width: 26px; height: 26px; display: grid; place-items: center; border-radius: 50%; background: var(--brand); color: var(--on-brand); font-weight: 600; }
ul { list-style: none; margin: 0 0 20px; padding: 0; border: 1px solid var(--line); border-radius: 6px; }
li { padding: 11px 14px; }
li + li { border-top: 1px solid var(--line); }
form { display: grid; gap: 12px; margin: 20px 0 0; font-family: system-ui, sans-serif; }
label { display: grid; gap: 4px; font-size: 13px; color: var(--soft); }
input { min-height: 44px; padding: 0 12px; border: 1px solid var(--line); border-radius: 4px; background: transparent; color: var(--ink); font: inherit; font-size: 16px; }
button { min-height: 46px; border: 1px solid var(--brand); border-radius: 4px; background: var(--brand); color: var(--on-brand); font: 600 15px system-ui, sans-serif; cursor: pointer; }
button.quiet { background: transparent; border-color: var(--line); color: var(--ink); }
:focus-visible { outline: 3px solid var(--brand); outline-offset: 2px; }
`;
