import { createMemo, ErrorBoundary, lazy, onMount, Suspense, type JSX } from "solid-js";
import { Dynamic } from "solid-js/web";
import { readyFor, t } from "../i18n";
import { Brand, Message } from "./parts";
import { go, place, type Place } from "./route";

// Each place loads what it needs: participants never what only staff need, and a board first of all itself.
const HomePage = lazy(async () => ({ default: (await import("./home")).HomePage }));
const JoinPage = lazy(async () => ({ default: (await import("./join")).JoinPage }));
const BoardPage = lazy(async () => ({ default: (await import("./board/BoardPage")).BoardPage }));
const WorkshopPage = lazy(async () => {
  const [page] = await Promise.all([import("./workshop/WorkshopPage"), readyFor("staff")]);
  return { default: page.WorkshopPage };
});
const AdminPage = lazy(async () => {
  const [page] = await Promise.all([import("./admin/AdminPage"), readyFor("staff")]);
  return { default: page.AdminPage };
});

export function App(): JSX.Element {
  const page = createMemo(() => {
    const here = place();
    return () => show(here);
  });
  return (
    <ErrorBoundary fallback={(error: unknown) => <Broken error={error} />}>
      <Suspense
        fallback={
          <main class="narrow">
            <p class="soft">{t("loading")}</p>
          </main>
        }
      >
        <Dynamic component={page()} />
      </Suspense>
    </ErrorBoundary>
  );
}

function show(here: Place): JSX.Element {
  switch (here.at) {
    case "home":
      return <HomePage />;
    case "join":
      return <JoinPage invite={here.invite} group={here.group} />;
    case "board":
      return <BoardPage id={here.id} />;
    case "workshop":
      return <WorkshopPage id={here.id} token={here.token} />;
    case "admin":
      return <AdminPage token={here.token} />;
    case "gone":
      return <Gone />;
  }
}

function Gone(): JSX.Element {
  return (
    <main class="narrow">
      <Brand />
      <div class="card">
        <h1>{t("gone.title")}</h1>
        <p>{t("gone.text")}</p>
        <button type="button" class="button primary wide" onClick={() => go("/")}>
          {t("gone.home")}
        </button>
      </div>
    </main>
  );
}

function Broken(props: { error: unknown }): JSX.Element {
  onMount(() => console.error(props.error));
  return (
    <main class="narrow">
      <Brand />
      <Message bad>
        <p>{t("error.unexpected")}</p>
        <p>
          <button type="button" class="button small" onClick={() => location.reload()}>
            {t("notice.reload")}
          </button>
        </p>
      </Message>
    </main>
  );
}
