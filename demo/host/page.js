// The page of an embedder: listens to the tag, and shows what its own backend knows.

const list = document.querySelector('#connections');
const log = document.querySelector('#events');

// The product's own name, said in the widget's sentences. The tag may be defined before or after this runs.
document.querySelector('connection-embed').copy = { product: 'Acme' };

const changes = ['connection-created', 'connection-removed'];

for (const name of ['embed-ready', 'integration-select', ...changes, 'connection-failed', 'embed-close']) {
  document.addEventListener(name, (event) => {
    note(name, event.detail);
    if (changes.includes(name)) void showConnections();
  });
}

await Promise.all([showUser(), showConnections()]);

async function showUser() {
  const { user } = await (await fetch('/api/me')).json();
  const other = user === 'ada' ? 'grace' : 'ada';
  document.querySelector('#user').textContent = `Signed in as ${user}`;
  const link = document.querySelector('#switch');
  link.href = `/?user=${other}`;
  link.textContent = `Switch to ${other}`;
}

async function showConnections() {
  const connections = await (await fetch('/api/connections')).json();
  document.querySelector('#none').hidden = connections.length > 0;
  list.replaceChildren(...connections.map(row));
}

function row(connection) {
  const name = connection.integration_name ?? connection.integration_type;
  const who = connection.auth?.emails?.[0] ?? connection.auth?.name ?? connection.label ?? '';
  const title = element('strong', { id: `connection-${connection.id}` }, [name]);
  const words = element('div', {}, [
    title,
    element('span', {}, [
      [who, `since ${new Date(connection.created_at).toLocaleDateString(undefined, { dateStyle: 'medium' })}`]
        .filter(Boolean)
        .join(' · '),
    ]),
  ]);
  const button = element('button', { type: 'button' }, ['Remove']);
  button.setAttribute('aria-describedby', title.id);
  button.addEventListener('click', async () => {
    button.disabled = true;
    await fetch(`/api/connections/${connection.id}`, { method: 'DELETE' });
    await showConnections();
  });
  const item = element('li', {}, [words, button]);
  item.dataset.id = connection.id;
  return item;
}

function note(name, detail) {
  const time = new Date().toLocaleTimeString();
  const item = element('li', {}, [
    element('div', {}, [element('strong', {}, [name]), element('time', {}, [time])]),
    element('code', {}, [JSON.stringify(detail)]),
  ]);
  item.dataset.event = name;
  log.prepend(item);
}

function element(name, properties, children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}
