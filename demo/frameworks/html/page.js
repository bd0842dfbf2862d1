const list = document.querySelector('.accounts');
const status = document.querySelector('[role=status]');

document.addEventListener('connection-created', async ({ detail: { connection } }) => {
  await showAccounts();
  status.textContent = `${connection.integration_name} is connected as ${connection.id}`;
});
document.addEventListener('connection-removed', showAccounts);

await showAccounts();

async function showAccounts() {
  const response = await fetch('/api/connections');
  const accounts = await response.json();
  list.replaceChildren(
    ...accounts.map(({ integration_name, created_at }) => {
      const item = document.createElement('li');
      const since = document.createElement('span');
      since.textContent = `since ${new Date(created_at).toLocaleDateString(undefined, { dateStyle: 'medium' })}`;
      item.append(integration_name, since);
      return item;
    }),
  );
}
