import { serve } from './main.ts'

serve({ side: 'admin', page: '/admin' })
