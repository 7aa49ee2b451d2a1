/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Those who wait until a bench is settled. A wait can be cancelled by its task's cancellable. */

GPtrArray *np_bench_waits_new (void); /* (element-type GTask) */
void np_bench_waits_add (GPtrArray *self, GTask *task);

/* Ends all of them: with TRUE, or with a copy of @error (nullable). */
void np_bench_waits_return (GPtrArray *self, const GError *error);

G_END_DECLS
