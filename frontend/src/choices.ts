// A choice marked `data-submits` sends its form as soon as it is made.
export function watchChoices(): void {
  document.addEventListener("change", (event) => {
    const field = event.target;
    if (field instanceof HTMLSelectElement && field.dataset.submits !== undefined) field.form?.requestSubmit();
  });
}
