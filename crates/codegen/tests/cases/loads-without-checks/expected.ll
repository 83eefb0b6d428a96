; ModuleID = 'm'
source_filename = "m"
target datalayout = "e-m:e-p:32:32-Fi8-i64:64-v128:64:128-a:0:32-n32-S64"
target triple = "thumbv7m-unknown-none-eabi"

module asm ".section .bss.dissolve.m_memory_0,\22aw\22,%nobits"
module asm ".balign 16"
module asm ".globl __dissolve_m_memory_0"
module asm ".type __dissolve_m_memory_0,%object"
module asm ".size __dissolve_m_memory_0,65536"
module asm "__dissolve_m_memory_0:"
module asm ".space 65536"

@__dissolve_m_memory_0 = external global [0 x i8], align 16

; Function Attrs: nounwind optsize
define internal i32 @"func[0]"(i32 %0) #0 section ".text.func[0]" !dbg !4 {
entry:
  %1 = alloca i32, align 4
  store i32 %0, ptr %1, align 4
  br label %start

start:                                            ; preds = %entry
  %2 = getelementptr i8, ptr @__dissolve_m_memory_0, i32 %0, !dbg !7
  %3 = getelementptr i8, ptr %2, i32 0, !dbg !7
  %4 = load i8, ptr %3, align 1, !dbg !7
  %5 = sext i8 %4 to i32, !dbg !7
  br label %return, !dbg !8

return:                                           ; preds = %start
  %6 = phi i32 [ %5, %start ]
  ret i32 %6, !dbg !8
}

; Function Attrs: nounwind optsize
define internal i32 @"func[1]"(i32 %0) #0 section ".text.func[1]" !dbg !9 {
entry:
  %1 = alloca i32, align 4
  store i32 %0, ptr %1, align 4
  br label %start

start:                                            ; preds = %entry
  %2 = getelementptr i8, ptr @__dissolve_m_memory_0, i32 %0, !dbg !10
  %3 = getelementptr i8, ptr %2, i32 0, !dbg !10
  %4 = load i8, ptr %3, align 1, !dbg !10
  %5 = zext i8 %4 to i32, !dbg !10
  br label %return, !dbg !11

return:                                           ; preds = %start
  %6 = phi i32 [ %5, %start ]
  ret i32 %6, !dbg !11
}

; Function Attrs: nounwind optsize
define internal i32 @"func[2]"(i32 %0) #0 section ".text.func[2]" !dbg !12 {
entry:
  %1 = alloca i32, align 4
  store i32 %0, ptr %1, align 4
  br label %start

start:                                            ; preds = %entry
  %2 = getelementptr i8, ptr @__dissolve_m_memory_0, i32 %0, !dbg !13
  %3 = getelementptr i8, ptr %2, i32 0, !dbg !13
  %4 = load i16, ptr %3, align 1, !dbg !13
  %5 = sext i16 %4 to i32, !dbg !13
  br label %return, !dbg !14

return:                                           ; preds = %start
  %6 = phi i32 [ %5, %start ]
  ret i32 %6, !dbg !14
}

; Function Attrs: nounwind optsize
define internal i32 @"func[3]"(i32 %0) #0 section ".text.func[3]" !dbg !15 {
entry:
  %1 = alloca i32, align 4
  store i32 %0, ptr %1, align 4
  br label %start

start:                                            ; preds = %entry
  %2 = getelementptr i8, ptr @__dissolve_m_memory_0, i32 %0, !dbg !16
  %3 = getelementptr i8, ptr %2, i32 0, !dbg !16
  %4 = load i32, ptr %3, align 1, !dbg !16
  br label %return, !dbg !17

return:                                           ; preds = %start
  %5 = phi i32 [ %4, %start ]
  ret i32 %5, !dbg !17
}

; Function Attrs: nounwind optsize
define i32 @m_i32_load8_s(i32 %0) #0 section ".text.m_i32_load8_s" !dbg !18 {
  %2 = call i32 @"func[0]"(i32 %0), !dbg !19
  ret i32 %2, !dbg !19
}

; Function Attrs: nounwind optsize
define i32 @m_i32_load8_u(i32 %0) #0 section ".text.m_i32_load8_u" !dbg !20 {
  %2 = call i32 @"func[1]"(i32 %0), !dbg !21
  ret i32 %2, !dbg !21
}

; Function Attrs: nounwind optsize
define i32 @m_i32_load16_s(i32 %0) #0 section ".text.m_i32_load16_s" !dbg !22 {
  %2 = call i32 @"func[2]"(i32 %0), !dbg !23
  ret i32 %2, !dbg !23
}

; Function Attrs: nounwind optsize
define i32 @m_i32_load(i32 %0) #0 section ".text.m_i32_load" !dbg !24 {
  %2 = call i32 @"func[3]"(i32 %0), !dbg !25
  ret i32 %2, !dbg !25
}

; Function Attrs: nounwind optsize
define void @__dissolve_m_instantiate() #0 section ".text.__dissolve_m_instantiate" !dbg !26 {
  call void @llvm.memset.p0.i32(ptr align 16 @__dissolve_m_memory_0, i8 0, i32 65536, i1 false), !dbg !27
  ret void, !dbg !27
}

; Function Attrs: nocallback nofree nounwind willreturn memory(argmem: write)
declare void @llvm.memset.p0.i32(ptr writeonly captures(none), i8, i32, i1 immarg) #1

attributes #0 = { nounwind optsize "no-builtins" "warn-stack-size"="0" }
attributes #1 = { nocallback nofree nounwind willreturn memory(argmem: write) }

!llvm.module.flags = !{!0, !1}
!llvm.dbg.cu = !{!2}

!0 = !{i32 2, !"Debug Info Version", i32 3}
!1 = !{i32 2, !"Dwarf Version", i32 4}
!2 = distinct !DICompileUnit(language: DW_LANG_C99, file: !3, producer: "dissolve", isOptimized: true, runtimeVersion: 0, emissionKind: LineTablesOnly)
!3 = !DIFile(filename: "m.wasm", directory: "")
!4 = distinct !DISubprogram(name: "i32.load8_s", linkageName: "i32.load8_s", scope: null, file: !3, line: 89, type: !5, scopeLine: 89, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!5 = !DISubroutineType(flags: DIFlagPublic, types: !6)
!6 = !{null}
!7 = !DILocation(line: 92, scope: !4)
!8 = !DILocation(line: 95, scope: !4)
!9 = distinct !DISubprogram(name: "i32.load8_u", linkageName: "i32.load8_u", scope: null, file: !3, line: 97, type: !5, scopeLine: 97, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!10 = !DILocation(line: 100, scope: !9)
!11 = !DILocation(line: 103, scope: !9)
!12 = distinct !DISubprogram(name: "i32.load16_s", linkageName: "i32.load16_s", scope: null, file: !3, line: 105, type: !5, scopeLine: 105, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!13 = !DILocation(line: 108, scope: !12)
!14 = !DILocation(line: 111, scope: !12)
!15 = distinct !DISubprogram(name: "i32.load", linkageName: "i32.load", scope: null, file: !3, line: 113, type: !5, scopeLine: 113, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!16 = !DILocation(line: 116, scope: !15)
!17 = !DILocation(line: 119, scope: !15)
!18 = distinct !DISubprogram(name: "m_i32_load8_s", linkageName: "m_i32_load8_s", scope: null, file: !3, line: 89, type: !5, scopeLine: 89, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!19 = !DILocation(line: 89, scope: !18)
!20 = distinct !DISubprogram(name: "m_i32_load8_u", linkageName: "m_i32_load8_u", scope: null, file: !3, line: 97, type: !5, scopeLine: 97, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!21 = !DILocation(line: 97, scope: !20)
!22 = distinct !DISubprogram(name: "m_i32_load16_s", linkageName: "m_i32_load16_s", scope: null, file: !3, line: 105, type: !5, scopeLine: 105, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!23 = !DILocation(line: 105, scope: !22)
!24 = distinct !DISubprogram(name: "m_i32_load", linkageName: "m_i32_load", scope: null, file: !3, line: 113, type: !5, scopeLine: 113, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!25 = !DILocation(line: 113, scope: !24)
!26 = distinct !DISubprogram(name: "__dissolve_instantiate", linkageName: "__dissolve_instantiate", scope: null, file: !3, type: !5, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!27 = !DILocation(line: 0, scope: !26)
