// Runs in the page before Storybook does, takes its channel as soon as there is one, and keeps in `window.story` how the
// story ended. Plain JavaScript, because what a compiler adds to functions is not there in the page.
window.story = { finished: false, problems: [] };

// What an earlier story left behind. A frame of this one's shares both with it.
if (window === top) {
  localStorage.clear();
  sessionStorage.clear();
}

// Storybook waits for every animation to end; one that follows the scroll has none.
for (const { prototype } of [Document, ShadowRoot]) {
  const all = prototype.getAnimations;
  prototype.getAnimations = function () {
    return all.call(this).filter(({ timeline }) => timeline instanceof DocumentTimeline);
  };
}

let taken;
Object.defineProperty(window, '__STORYBOOK_ADDONS_CHANNEL__', {
  get: () => taken,
  set(channel) {
    taken = channel;
    for (const name of [
      'playFunctionThrewException',
      'storyThrewException',
      'storyErrored',
      'storyMissing',
      'unhandledErrorsWhilePlaying',
      'configError',
    ]) {
      channel.on(name, (detail) => {
        window.story.problems.push(`${name}: ${detail?.stack ?? detail?.message ?? JSON.stringify(detail)}`);
        window.story.finished = true;
      });
    }
    channel.on('storyFinished', ({ status }) => {
      if (status === 'error') window.story.problems.push('the story ended with an error');
      window.story.finished = true;
    });
  },
});

addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
  window.story.problems.push(`policy: ${violatedDirective} blocked ${blockedURI}`);
});
