// A link inside the dashboard changes the page without loading the whole application again: it does what the browser's
// own «back» does, which Streamlit follows. Without this script the links still work, only slower.
document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a.inside");
  if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  history.pushState({}, "", link.href);
  dispatchEvent(new PopStateEvent("popstate"));
});
