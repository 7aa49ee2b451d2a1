/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <stdio.h>

#include "factory/np-factory-file.h"
#include "factory/np-image.h"
#include "factory/np-problem.h"
#include "factory/np-st-json.h"
#include "np-cli.h"

/* image build | decode: ST JSON and images, without any board. */

/* A device, a pipe or a link: it must be written to, not replaced. */
static gboolean
is_special (const char *path)
{
  return g_file_test (path, G_FILE_TEST_EXISTS) && (g_file_test (path, G_FILE_TEST_IS_SYMLINK) || !g_file_test (path, G_FILE_TEST_IS_REGULAR));
}

static gboolean
write_in_place (const char *path, const void *data, gsize length, GError **error)
{
  FILE *file = g_fopen (path, "we");
  gboolean written = file != NULL && fwrite (data, 1, length, file) == length;
  gboolean closed = file != NULL && fclose (file) == 0;

  if (written && closed)
    return TRUE;
  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno), _("“%s” can't be written: %s"), path, g_strerror (errno));
  return FALSE;
}

/* What stands in a file is an answer: it goes where it was asked for, and holds secrets, so nobody else may read it. */
static gboolean
write_output (const char *path, const void *data, gsize length, GError **error)
{
  if (path != NULL && !g_str_equal (path, "-") && is_special (path))
    return write_in_place (path, data, length, error);
  if (path != NULL && !g_str_equal (path, "-"))
    return g_file_set_contents_full (path, data, (gssize) length, G_FILE_SET_CONTENTS_CONSISTENT, 0600, error);
  if (fwrite (data, 1, length, stdout) == length && fflush (stdout) == 0)
    return TRUE;
  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno), _("Standard output can't be written: %s"), g_strerror (errno));
  return FALSE;
}

static NpCliStatus
say_problems_as_json (const char *path, GPtrArray *problems, const GError *error)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  gboolean good = error == NULL && !np_problem_list_has_errors (problems);

  json_builder_begin_object (builder);
  np_cli_add_member (builder, "file", path);
  json_builder_set_member_name (builder, "good");
  json_builder_add_boolean_value (builder, good);
  np_cli_add_member (builder, "error", error != NULL ? error->message : NULL);
  np_cli_add_problems (builder, problems);
  json_builder_end_object (builder);
  np_cli_print_json (builder);
  return good ? NP_CLI_DONE : NP_CLI_FAILED;
}

/* Says what was found; FALSE where it stops the job. What keeps a file from being read at all stands among the problems too, unless the file
 * couldn't be opened. */
static gboolean
data_are_good (NpFactoryData *data, GPtrArray *problems, const GError *error)
{
  np_cli_say_problems (problems, NP_SEVERITY_INFORMATION);
  if (error != NULL && !np_problem_list_has_errors (problems))
    np_cli_say_error (error);
  return data != NULL && !np_problem_list_has_errors (problems);
}

NpCliStatus
np_cli_image_build (const NpCliCommand *command, char **arguments)
{
  g_autofree char *output = NULL;
  const GOptionEntry entries[] = {
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &output, N_("The image to write; “-” for standard output"), N_("FILE") },
    { NULL }
  };
  g_auto(NpCliOptions) options = { 0 };
  g_autoptr(GPtrArray) problems = np_problem_list_new ();
  g_autoptr(GError) error = NULL;
  g_autoptr(NpFactoryData) data = NULL;
  g_autoptr(NpImage) image = NULL;
  g_auto(GStrv) files = NULL;
  GBytes *bytes;

  if (!np_cli_parse (command, &arguments, entries, 1, 1, &options))
    return NP_CLI_USAGE;
  files = arguments;
  if (output == NULL)
    return np_cli_say_usage (_("Where should the image go? Say it with -o FILE."));
  data = np_factory_file_load (files[0], problems, &error);
  if (!data_are_good (data, problems, error))
    return options.json ? say_problems_as_json (files[0], problems, error) : NP_CLI_FAILED;
  image = np_image_encode (data, &error);
  if (image == NULL)
    return np_cli_say_error (error);
  bytes = np_image_get_bytes (image);
  if (!write_output (output, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), &error))
    return np_cli_say_error (error);
  return options.json && !g_str_equal (output, "-") ? say_problems_as_json (files[0], problems, NULL) : NP_CLI_DONE;
}

/* The image's records as a table; secrets aren't shown, only that they are there. */
static void
print_records (NpImage *image)
{
  guint n_records;
  const NpImageRecord *records = np_image_get_records (image, &n_records);

  g_print ("%8s  %4s  %6s  %s\n", _("Offset"), _("Tag"), _("Length"), _("Field"));
  for (guint i = 0; i < n_records; i++)
    {
      const NpField *field = np_field_find_by_tag (records[i].tag);

      g_print ("0x%06zX  %4u  %6zu  %s\n", records[i].offset, records[i].tag, records[i].length, field != NULL ? field->key : _("unknown"));
    }
}

NpCliStatus
np_cli_image_decode (const NpCliCommand *command, char **arguments)
{
  g_autofree char *output = NULL;
  gboolean records = FALSE;
  const GOptionEntry entries[] = {
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &output, N_("The JSON file to write, instead of standard output"), N_("FILE") },
    { "records", 0, 0, G_OPTION_ARG_NONE, &records, N_("List the records with their offsets instead"), NULL },
    { NULL }
  };
  g_auto(NpCliOptions) options = { 0 };
  g_autoptr(GPtrArray) problems = np_problem_list_new ();
  g_autoptr(GError) error = NULL;
  g_autofree char *contents = NULL;
  g_autofree char *json = NULL;
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(NpImage) image = NULL;
  g_auto(GStrv) files = NULL;
  gsize length;

  if (!np_cli_parse (command, &arguments, entries, 1, 1, &options))
    return NP_CLI_USAGE;
  files = arguments;
  if (!g_file_get_contents (files[0], &contents, &length, &error))
    return np_cli_say_error (error);
  bytes = g_bytes_new_take (g_steal_pointer (&contents), length);
  image = np_image_decode (bytes, problems, &error);
  np_cli_say_problems (problems, NP_SEVERITY_INFORMATION);
  if (image == NULL)
    return NP_CLI_FAILED;
  if (records)
    print_records (image);
  else
    {
      json = np_st_json_write (np_image_get_data (image));
      if (!write_output (output, json, strlen (json), &error))
        return np_cli_say_error (error);
    }
  return np_problem_list_has_errors (problems) ? NP_CLI_FAILED : NP_CLI_DONE;
}
