/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "np-recent-projects.h"

#define US_PER_SECOND 1000000
#define ENTRY "(ssxs)" /* folder, name, time, view */

void
np_recent_project_free (NpRecentProject *self)
{
  g_free (self->folder);
  g_free (self->name);
  g_free (self->view);
  g_free (self);
}

GPtrArray *
np_recent_projects_list (GSettings *settings)
{
  GPtrArray *projects = g_ptr_array_new_with_free_func ((GDestroyNotify) np_recent_project_free);
  g_autoptr(GVariant) value = g_settings_get_value (settings, NP_RECENT_PROJECTS_KEY);
  GVariantIter iter;
  NpRecentProject project;

  g_variant_iter_init (&iter, value);
  while (g_variant_iter_next (&iter, ENTRY, &project.folder, &project.name, &project.time, &project.view))
    g_ptr_array_add (projects, g_memdup2 (&project, sizeof project));
  return projects;
}

static NpRecentProject *
find_project (GPtrArray *projects, const char *folder)
{
  for (guint i = 0; i < projects->len; i++)
    {
      NpRecentProject *project = projects->pdata[i];

      if (g_str_equal (project->folder, folder))
        return project;
    }
  return NULL;
}

static void
write_list (GSettings *settings, GPtrArray *projects)
{
  GVariantBuilder builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a" ENTRY));

  for (guint i = 0; i < projects->len && i < NP_RECENT_PROJECTS_MAX; i++)
    {
      const NpRecentProject *project = projects->pdata[i];

      g_variant_builder_add (&builder, ENTRY, project->folder, project->name, project->time, project->view);
    }
  g_settings_set_value (settings, NP_RECENT_PROJECTS_KEY, g_variant_builder_end (&builder));
}

void
np_recent_projects_add (GSettings *settings, const char *folder, const char *name)
{
  g_autoptr(GPtrArray) projects = np_recent_projects_list (settings);
  NpRecentProject *former = find_project (projects, folder);
  NpRecentProject *project;

  /* A variant holds UTF-8 only; a folder whose name isn't can't be remembered. */
  if (!g_utf8_validate (folder, -1, NULL))
    return;
  project = g_new (NpRecentProject, 1);
  project->folder = g_strdup (folder);
  project->name = g_strdup (name);
  project->time = g_get_real_time () / US_PER_SECOND;
  project->view = g_strdup (former != NULL ? former->view : "");
  if (former != NULL)
    g_ptr_array_remove (projects, former);
  g_ptr_array_insert (projects, 0, project);
  write_list (settings, projects);
}

void
np_recent_projects_set_view (GSettings *settings, const char *folder, const char *view)
{
  g_autoptr(GPtrArray) projects = np_recent_projects_list (settings);
  NpRecentProject *project = find_project (projects, folder);

  if (project == NULL || g_str_equal (project->view, view))
    return;
  g_free (project->view);
  project->view = g_strdup (view);
  write_list (settings, projects);
}

char *
np_recent_projects_dup_view (GSettings *settings, const char *folder)
{
  g_autoptr(GPtrArray) projects = np_recent_projects_list (settings);
  const NpRecentProject *project = find_project (projects, folder);

  return project != NULL && *project->view != '\0' ? g_strdup (project->view) : NULL;
}

void
np_recent_projects_remove (GSettings *settings, const char *folder)
{
  g_autoptr(GPtrArray) projects = np_recent_projects_list (settings);
  NpRecentProject *project = find_project (projects, folder);

  if (project == NULL)
    return;
  g_ptr_array_remove (projects, project);
  write_list (settings, projects);
}
