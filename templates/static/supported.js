// Runs before the page is drawn, so that parts that a script will fold do not first appear unfolded.
document.body.classList.add("js-enabled", "govuk-frontend-supported");
