/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "np-bench-view.h"
#include "np-line-lock.h"
#include "np-project-view.h"
#include "np-window.h"

G_BEGIN_DECLS

struct _NpWindow
{
  AdwApplicationWindow parent_instance;

  GSettings *settings;
  NpSession *session;
  GtkWidget *setup; /* (nullable): asks for what the project that was opened lacks */
  char *bench_name;
  NpUnsavedWork *unsaved_work;
  guint inhibitor;
  gboolean closing;
  gboolean abandoning; /* work that isn't saved: it was asked about, or is kept */
  gboolean keeping;    /* it is kept for the next start */

  AdwViewStack *views;
  NpBenchView *bench_view;
  NpLineLock *line_lock;
  NpProjectView *project_view;
};

G_END_DECLS
