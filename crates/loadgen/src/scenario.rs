//! What can be measured, by name.

use std::process::{Command, Stdio};
use std::time::Duration;

use crate::crowd::{Crowd, Does, Load, OWN_PERCENT_MAX, Plan, Timing};
use crate::edit::Hand;
use crate::failure::{Outcome, failed};
use crate::join::{self, Storm};
use crate::presence::Says;
use crate::process::{Process, allow_files};
use crate::report::{Figures, Row};
use crate::target::Target;

/// One thing to measure.
#[derive(Clone, Copy, Debug)]
pub struct Scenario {
    /// How it is called.
    pub name: &'static str,
    /// What happens in it.
    pub about: &'static str,
    what: What,
}

#[derive(Clone, Copy, Debug)]
enum What {
    Load(Plan),
    Join(Storm),
    ColdJoin(Storm),
    Capacity,
    Ceiling(Plan),
    Neighbours(Plan),
    Workshop(Plan),
}

/// What a run may know of the other side.
pub struct Setting {
    /// How the server is called in the report.
    pub label: String,
    /// Its process.
    pub server: Option<Process>,
    /// A command that puts another process in its place and prints the number of that.
    pub restart: Option<String>,
    /// How long each measurement takes.
    pub timing: Timing,
}

const NOTES: Does = Does::Edits(Hand::Notes);

const fn plan(rooms: usize, clients: usize, writers: usize, per_second: u64, does: Does, notes: u64) -> What {
    What::Load(shape(rooms, clients, writers, per_second, does, notes))
}

const fn shape(
    rooms: usize,
    clients: usize,
    writers: usize,
    per_second: u64,
    does: Does,
    notes: u64,
) -> Plan {
    Plan { rooms, clients, writers, interval: Duration::from_micros(1_000_000 / per_second), does, notes }
}

/// All of them.
pub const ALL: [Scenario; 19] = [
    Scenario {
        name: "busy",
        about: "4 rooms of 50, in each 5 write 10 notes a second: 9,800 deliveries a second",
        what: plan(4, 50, 5, 10, NOTES, 0),
    },
    Scenario {
        name: "heavy",
        about: "1 room of 200, of whom 20 write 20 notes a second: 79,600 deliveries a second",
        what: plan(1, 200, 20, 20, NOTES, 0),
    },
    Scenario {
        name: "overload",
        about: "1 room of 200, of whom 20 write 50 notes a second: 199,000 deliveries a second",
        what: plan(1, 200, 20, 50, NOTES, 0),
    },
    Scenario {
        name: "typing",
        about: "busy, but with one character instead of a note",
        what: plan(4, 50, 5, 10, Does::Edits(Hand::Typing), 0),
    },
    Scenario {
        name: "bigboard",
        about: "1 room of 50 that holds 5,000 notes, 5 write 10 a second: 2,450 deliveries a second",
        what: plan(1, 50, 5, 10, NOTES, 5_000),
    },
    Scenario {
        name: "bigboard-empty",
        about: "bigboard on an empty board, to compare",
        what: plan(1, 50, 5, 10, NOTES, 0),
    },
    Scenario {
        name: "cursors",
        about: "4 rooms of 25, everybody moves 10 times a second: 24,000 deliveries a second",
        what: plan(4, 25, 25, 10, Does::Moves(Says::Cursor), 0),
    },
    Scenario {
        name: "cursors20",
        about: "1 room of 100, everybody moves 20 times a second: 198,000 deliveries a second",
        what: plan(1, 100, 100, 20, Does::Moves(Says::Cursor), 0),
    },
    Scenario {
        name: "nextcloud-300",
        about: "1 room of 300, every tenth sends cursor and view twice a second: 17,940 deliveries a second",
        what: plan(1, 300, 30, 2, Does::Moves(Says::CursorAndView), 0),
    },
    Scenario {
        name: "nextcloud-500",
        about: "the same with 500: 49,900 deliveries a second",
        what: plan(1, 500, 50, 2, Does::Moves(Says::CursorAndView), 0),
    },
    Scenario {
        name: "join-1k",
        about: "50 people open a board of 1,000 notes at once, others are on it",
        what: What::Join(Storm { notes: 1_000, joiners: 50 }),
    },
    Scenario {
        name: "join-10k",
        about: "50 people open a board of 10,000 notes at once",
        what: What::Join(Storm { notes: 10_000, joiners: 50 }),
    },
    Scenario {
        name: "join-50k",
        about: "20 people open a board of 50,000 notes at once",
        what: What::Join(Storm { notes: 50_000, joiners: 20 }),
    },
    Scenario {
        name: "cold-join",
        about: "50 people open a board of 10,000 notes of a server just restarted (needs --restart-cmd)",
        what: What::ColdJoin(Storm { notes: 10_000, joiners: 50 }),
    },
    Scenario {
        name: "capacity",
        about: "up to 8,000 connections in rooms of 8, of whom one moves once a second; memory by connection, and after",
        what: What::Capacity,
    },
    Scenario {
        name: "ceiling",
        about: "1 room of 200, of whom 20 write more and more, until p99 is above 50 ms or something does not arrive",
        what: What::Ceiling(shape(1, 200, 20, 20, NOTES, 0)),
    },
    Scenario {
        name: "neighbours",
        about: "typing on boards of 1,000 notes: by turns alone and beside one who stops reading and one who sends garbage and comes back",
        // Letters, because boards that grow by notes would be slower from window to window.
        what: What::Neighbours(shape(4, 50, 5, 10, Does::Edits(Hand::Typing), 1_000)),
    },
    Scenario {
        name: "workshop",
        about: "30 groups of 10, everybody writes a letter a second, and the cockpit is open",
        what: What::Workshop(shape(30, 10, 10, 1, Does::Edits(Hand::Typing), 50)),
    },
    Scenario {
        name: "smoke",
        about: "2 rooms of 4, of whom 2 write 10 notes a second: whether anything works",
        what: plan(2, 4, 2, 10, NOTES, 0),
    },
];

/// Finds one by its name.
///
/// # Errors
/// When there is none.
pub fn named(name: &str) -> Outcome<Scenario> {
    match ALL.iter().find(|scenario| scenario.name == name) {
        Some(scenario) => Ok(*scenario),
        None => failed(format!("there is no scenario {name}; `loadgen list` names them")),
    }
}

/// Runs one and answers its rows.
///
/// # Errors
/// When it could not be run at all.
pub fn run(scenario: Scenario, target: &mut Target, setting: &Setting) -> Outcome<Vec<Row>> {
    let server = setting.server.as_ref();
    let row = |step: String, figures: Figures| Row {
        scenario: scenario.name.to_owned(),
        label: setting.label.clone(),
        step,
        figures,
    };
    match scenario.what {
        What::Load(plan) => {
            let load = Crowd::gather(target, plan)?.measure(setting.timing, server, None)?;
            Ok(vec![row(String::new(), load.figures)])
        }
        What::Workshop(plan) => {
            let mut crowd = Crowd::gather(target, plan)?;
            let cockpit = target.cockpit()?;
            let mut load = crowd.measure(setting.timing, server, None)?;
            cockpit.close(&mut load.figures)?;
            Ok(vec![row(String::new(), load.figures)])
        }
        What::Join(_) | What::ColdJoin(_) if !target.keeps_documents() => {
            failed("a relay has nothing to join")
        }
        What::Join(storm) => Ok(vec![row(String::new(), join::run(target, storm, server, None)?)]),
        What::ColdJoin(storm) => {
            let Some(command) = &setting.restart else { return failed("cold-join needs --restart-cmd") };
            let figures = join::run(target, storm, server, Some(&|| restart(command)))?;
            Ok(vec![row(String::new(), figures)])
        }
        What::Capacity => {
            Ok(capacity(target, setting)?.into_iter().map(|(step, figures)| row(step, figures)).collect())
        }
        What::Ceiling(plan) => Ok(ceiling(target, setting, plan)?
            .into_iter()
            .map(|(step, figures)| row(step, figures))
            .collect()),
        What::Neighbours(plan) => Ok(neighbours(target, setting, plan)?
            .into_iter()
            .map(|(step, figures)| row(step, figures))
            .collect()),
    }
}

type Steps = Vec<(String, Figures)>;

const CAPACITY_ROOM: usize = 8;
const CAPACITY_STEPS: [usize; 4] = [1_000, 2_000, 4_000, 8_000];
/// How long after everybody left their memory is looked for.
const AFTER: Duration = Duration::from_secs(6);

fn capacity(target: &mut Target, setting: &Setting) -> Outcome<Steps> {
    let most = CAPACITY_STEPS[CAPACITY_STEPS.len() - 1];
    allow_files(most)?;
    let server = setting.server.as_ref();
    let rss = || server.map_or(Ok(0.0), Process::rss_mib);
    // The first room warms up what does not grow with the number of connections.
    let plan = shape(1, CAPACITY_ROOM, 1, 1, Does::Moves(Says::Cursor), 0);
    let mut crowd = Crowd::gather(target, plan)?;
    let start = rss()?;
    let mut here = CAPACITY_ROOM;
    let mut steps = Steps::new();
    for step in CAPACITY_STEPS {
        let rooms = target.rooms((step - here) / CAPACITY_ROOM, CAPACITY_ROOM)?;
        crowd.grow(target, rooms)?;
        crowd.greet()?;
        here = step;
        let mut load = crowd.measure(setting.timing, server, None)?;
        if server.is_some() {
            load.figures.push("KiB/connection", (rss()? - start) * 1024.0 / (here - CAPACITY_ROOM) as f64);
        }
        let over = load.closed > 0 || load.undelivered > 0;
        steps.push((format!("{step}"), load.figures));
        if over {
            break;
        }
    }
    crowd.leave();
    std::thread::sleep(AFTER);
    let mut figures = Figures::default();
    figures.push("RSS start MiB", start);
    figures.push("RSS after MiB", rss()?);
    steps.push(("all have left".to_owned(), figures));
    Ok(steps)
}

/// The next step's rate, as a multiple; the last step lies in the middle between what was carried and what was not.
const RISE: f64 = 1.5;
const STEPS_MAX: i32 = 12;
const CEILING_P99_MS: f64 = 50.0;

fn ceiling(target: &mut Target, setting: &Setting, plan: Plan) -> Outcome<Steps> {
    let timing = Timing { measured: setting.timing.measured.min(Duration::from_secs(3)), ..setting.timing };
    let mut steps = Steps::new();
    let (mut most, mut cpu, mut why) = (0.0, None, "the last step");
    let mut rise = 1.0;
    for step in 0..STEPS_MAX {
        let interval = plan.interval.div_f64(rise);
        let load: Load = Crowd::gather(target, Plan { interval, ..plan })?.measure(
            timing,
            setting.server.as_ref(),
            None,
        )?;
        let (over, full) = (is_over(&load), load.own_percent > OWN_PERCENT_MAX);
        if !over {
            most = load.delivered_per_s;
            cpu = load.figures.get("CPU s/M");
        }
        steps.push((format!("{:.0}/s each", 1.0 / interval.as_secs_f64()), load.figures));
        let between = why == THE_SERVER;
        if full {
            why = "the generator";
        } else if over {
            why = THE_SERVER;
        }
        if full || between || (over && step == 0) {
            break;
        }
        rise *= if over { RISE.sqrt().recip() } else { RISE };
    }
    let mut figures = Figures::default();
    figures.push("most delivered/s", most);
    if let Some(cpu) = cpu {
        figures.push("CPU s/M", cpu);
    }
    figures.warn(format!("the rise was ended by {why}"));
    steps.push(("most".to_owned(), figures));
    Ok(steps)
}

const THE_SERVER: &str = "the server";

fn is_over(load: &Load) -> bool {
    load.p99_ms > CEILING_P99_MS || load.undelivered > 0 || load.closed > 0
}

/// Windows of each kind. A machine that is shared stands still now and then, so there are many, and the one in the middle counts.
const NEIGHBOUR_WINDOWS: usize = 8;

/// Those who type, by turns alone and beside misfits.
fn neighbours(target: &mut Target, setting: &Setting, plan: Plan) -> Outcome<Steps> {
    let server = setting.server.as_ref();
    let mut crowd = Crowd::gather(target, plan)?;
    let mut steps = Steps::new();
    let mut p99_ms: [Vec<f64>; 2] = Default::default();
    for round in 1..=NEIGHBOUR_WINDOWS {
        // Who is first takes turns too: what gets slower by itself, and what the server does now and then, is on nobody's account.
        for is_beside in [round % 2 == 0, round % 2 == 1] {
            let mut misfits = is_beside.then(|| crowd.misfits(target)).transpose()?;
            let mut load = crowd.measure(setting.timing, server, misfits.as_mut())?;
            if let Some(misfits) = misfits {
                load.figures.push("times thrown out", misfits.rounds as f64);
                crowd.end(&misfits);
            }
            p99_ms[usize::from(is_beside)].push(load.p99_ms);
            let step = format!("{} {round}", if is_beside { "beside misfits" } else { "alone" });
            steps.push((step, load.figures));
        }
    }
    let [alone_ms, beside_ms] = p99_ms.map(median);
    let mut figures = Figures::default();
    figures.push("p99 alone ms", alone_ms);
    figures.push("p99 beside ms", beside_ms);
    figures.push("p99, beside / alone", beside_ms / alone_ms);
    steps.push(("median".to_owned(), figures));
    Ok(steps)
}

/// Of an even number the mean of the two in the middle.
fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    let half = values.len() / 2;
    f64::midpoint(values[(values.len() - 1) / 2], values[half])
}

/// Runs the command; the last line it prints is the number of the new process.
fn restart(command: &str) -> Outcome<Process> {
    let done = Command::new("sh").arg("-c").arg(command).stderr(Stdio::inherit()).output()?;
    let printed = String::from_utf8_lossy(&done.stdout).into_owned();
    match printed.lines().last().and_then(|line| line.trim().parse().ok()) {
        Some(pid) if done.status.success() => Ok(Process::new(pid)),
        _ => failed(format!("{command} printed no process number but {printed:?}")),
    }
}
