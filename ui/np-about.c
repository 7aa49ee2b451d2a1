/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <libserialport.h>
#include <openssl/crypto.h>
#include <sys/utsname.h>

#include "np-about.h"
#include "np-tools.h"

/* Not translated: it is for whoever reads the report. */

static char *
dup_without_home (const char *text)
{
  g_auto(GStrv) parts = g_strsplit (text, g_get_home_dir (), -1);

  return g_strjoinv ("~", parts);
}

static void
add_versions (GString *text)
{
  g_string_append_printf (text, "Nameplate %s\n\n", NP_VERSION);
  g_string_append_printf (text, "GTK %u.%u.%u\n", gtk_get_major_version (), gtk_get_minor_version (), gtk_get_micro_version ());
  g_string_append_printf (text, "libadwaita %u.%u.%u\n", adw_get_major_version (), adw_get_minor_version (), adw_get_micro_version ());
  g_string_append_printf (text, "GLib %u.%u.%u\n", glib_major_version, glib_minor_version, glib_micro_version);
  g_string_append_printf (text, "%s\n", OpenSSL_version (OPENSSL_VERSION));
  g_string_append_printf (text, "libserialport %s\n", sp_get_package_version_string ());
}

static void
add_system (GString *text)
{
  g_autofree char *name = g_get_os_info (G_OS_INFO_KEY_PRETTY_NAME);
  const char *desktop = g_getenv ("XDG_CURRENT_DESKTOP");
  struct utsname system;

  g_string_append_printf (text, "\nSystem: %s\n", name != NULL ? name : "unknown");
  if (uname (&system) == 0)
    g_string_append_printf (text, "Kernel: %s %s %s\n", system.sysname, system.release, system.machine);
  g_string_append_printf (text, "Desktop: %s\n", desktop != NULL ? desktop : "unknown");
  g_string_append_printf (text, "Languages: %s\n", g_get_language_names ()[0]);
  if (g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS))
    g_string_append (text, "Runs in Flatpak\n");
}

static void
add_display (GString *text, GtkWindow *window)
{
  GskRenderer *renderer = window != NULL ? gtk_native_get_renderer (GTK_NATIVE (window)) : NULL;
  GdkDisplay *display = gdk_display_get_default ();

  g_string_append_printf (text, "Display: %s\n", display != NULL ? G_OBJECT_TYPE_NAME (display) : "none");
  if (renderer != NULL)
    g_string_append_printf (text, "Renderer: %s\n", G_OBJECT_TYPE_NAME (renderer));
  if (window != NULL)
    g_string_append_printf (text, "Scale: %d\n", gtk_widget_get_scale_factor (GTK_WIDGET (window)));
}

static void
add_tools (GString *text)
{
  g_autoptr(NpTools) tools = np_tools_dup_default ();
  const char *programmer = np_tools_get_programmer (tools);
  const char *version = np_tools_get_version (tools);
  const char *problem = np_tools_get_problem (tools);

  if (problem != NULL)
    g_string_append_printf (text, "\nSTM32CubeProgrammer: %s\n", problem);
  else
    g_string_append_printf (text, "\nSTM32CubeProgrammer %s (%s)\n", version != NULL ? version : "of unknown version", programmer);
  problem = np_tools_get_serial_problem (tools);
  g_string_append_printf (text, "Serial access: %s\n", problem != NULL ? problem : "yes");
}

static void
add_bench (GString *text, NpSession *session)
{
  const NpRecipe *recipe = np_project_get_recipe (np_session_get_project (session));
  NpBench *bench = np_session_get_bench (session);
  const GError *problem = np_bench_get_problem (bench);

  g_string_append_printf (text, "Bench: %s, %u boards\n", np_bench_is_simulated (bench) ? "simulated" : "hardware",
                          g_list_model_get_n_items (G_LIST_MODEL (bench)));
  if (problem != NULL)
    g_string_append_printf (text, "Bench’s problem: %s\n", problem->message);
  g_string_append_printf (text, "Platform: %s\n", recipe->platform != NULL ? np_platform_get_id (recipe->platform) : "none");
}

char *
np_about_dup_debug_information (GtkWindow *window)
{
  g_autoptr(GString) text = g_string_new (NULL);

  add_versions (text);
  add_system (text);
  add_display (text, window);
  add_tools (text);
  if (NP_IS_WINDOW (window) && np_window_get_session (NP_WINDOW (window)) != NULL)
    add_bench (text, np_window_get_session (NP_WINDOW (window)));
  return dup_without_home (text->str);
}

void
np_about_show (GtkWindow *parent)
{
  g_autofree char *debug = np_about_dup_debug_information (parent);

  adw_show_about_window (parent, "application-name", _("Nameplate"), "application-icon", NP_APPLICATION_ID, "version", NP_VERSION,
                         "developer-name", _("Nameplate maintainers"), "license-type", GTK_LICENSE_GPL_3_0, "comments",
                         _("Gives Matter devices with an STM32 their factory data."), "debug-info", debug, "debug-info-filename",
                         "nameplate-debug-information.txt",
                         /* Translators: put your names here, one a line: they are shown as this translation’s. */
                         "translator-credits", _("translator-credits"), NULL);
}
