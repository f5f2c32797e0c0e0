import { createMemo, ErrorBoundary, lazy, onMount, Suspense, type Component, type JSX } from "solid-js";
import { Dynamic } from "solid-js/web";
import { readyFor, t } from "../i18n";
import { Brand, Message } from "./parts";
import { place, type Place } from "./route";

// Each place loads what it needs: participants never what only staff need, and a board first of all itself.
const HomePage = placed("door", async () => (await import("./home")).HomePage);
const JoinPage = placed("door", async () => (await import("./join")).JoinPage);
const GonePage = placed("door", async () => (await import("./gone")).GonePage);
const BoardPage = lazy(async () => ({ default: (await import("./board/BoardPage")).BoardPage }));
const WorkshopPage = placed("staff", async () => (await Promise.all([import("./workshop/WorkshopPage"), readyFor("programme")]))[0].WorkshopPage);
const AdminPage = placed("staff", async () => (await import("./admin/AdminPage")).AdminPage);

/** A page with words of its own. */
function placed<P extends object>(part: "door" | "staff", load: () => Promise<Component<P>>): Component<P> {
  return lazy(async () => {
    const [page] = await Promise.all([load(), readyFor(part)]);
    return { default: page as never };
  });
}

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
      return <GonePage />;
  }
}

function Broken(props: { error: unknown }): JSX.Element {
  onMount(() => {
    console.error(props.error);
    // It can be read without.
    import("../styles/pages.css").catch(() => undefined);
  });
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
