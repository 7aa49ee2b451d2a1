/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* What is set for all projects: appearance, STM32CubeProgrammer, benches. Every change is in force at once and kept in GSettings. */
#define NP_TYPE_PREFERENCES (np_preferences_get_type ())
G_DECLARE_FINAL_TYPE (NpPreferences, np_preferences, NP, PREFERENCES, AdwPreferencesWindow)

GtkWidget *np_preferences_new (GtkWindow *parent /* (nullable) */);

G_END_DECLS
