use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::time::Duration;

use thiserror::Error;
use tokio::net::TcpListener;
use tokio::runtime::{Builder, Runtime};
use vekha_corpus::CorpusError;

use crate::{Pool, router};

/// Which corpus is served, and where.
#[derive(Clone, Debug)]
pub struct Options {
    /// The corpus folder.
    pub corpus: PathBuf,
    /// The port on 127.0.0.1; 0 for a free one.
    pub port: u16,
}

impl Default for Options {
    fn default() -> Self {
        Self { corpus: PathBuf::from("out"), port: 8080 }
    }
}

/// Why nothing is served.
#[derive(Debug, Error)]
pub enum ServeError {
    /// The corpus cannot be opened.
    #[error(transparent)]
    Corpus(#[from] CorpusError),
    /// The port is taken, or may not be used.
    #[error("{address}: {source}")]
    Address {
        /// The address that was asked for.
        address: SocketAddr,
        /// What the system says.
        source: io::Error,
    },
    /// The server cannot start or go on.
    #[error("the server fails: {0}")]
    Io(#[from] io::Error),
}

/// How many questions are answered at a time; the others wait.
const WORKERS: usize = 8;
/// As much as the command line gives to the readers of deep documents.
const STACK: usize = 64 << 20;
/// How long open connections may take to end.
const GRACE: Duration = Duration::from_secs(3);

/// Serves a corpus on loopback until Ctrl-C; `ready` is told the address once connections are taken.
///
/// # Errors
/// If there is no corpus, or the port cannot be had.
pub fn serve(options: &Options, ready: impl FnOnce(SocketAddr)) -> Result<(), ServeError> {
    let pool = Pool::open(&options.corpus)?;
    let runtime = runtime()?;
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, options.port));
    let ended = runtime.block_on(until_interrupted(pool, address, ready));
    // A search that nobody waits for any more does not hold up the end: it only reads.
    runtime.shutdown_background();
    ended
}

fn runtime() -> io::Result<Runtime> {
    Builder::new_multi_thread()
        .worker_threads(2)
        .max_blocking_threads(WORKERS)
        .thread_stack_size(STACK)
        .enable_all()
        .build()
}

async fn until_interrupted(pool: Pool, address: SocketAddr, ready: impl FnOnce(SocketAddr)) -> Result<(), ServeError> {
    let listener = TcpListener::bind(address).await.map_err(|source| ServeError::Address { address, source })?;
    ready(listener.local_addr()?);
    let server = axum::serve(listener, router(pool)).with_graceful_shutdown(interrupted());
    tokio::select! {
        ended = server.into_future() => Ok(ended?),
        () = grace_over() => Ok(()),
    }
}

/// A connection that sends nothing would keep the server for ever.
async fn grace_over() {
    interrupted().await;
    tokio::time::sleep(GRACE).await;
}

async fn interrupted() {
    if tokio::signal::ctrl_c().await.is_err() {
        // Without the signal it is served until the process is killed.
        std::future::pending::<()>().await;
    }
}
